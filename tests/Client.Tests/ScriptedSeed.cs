using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MandelActors.Protocol.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Client.Tests;

/// <summary>A real HTTP server on loopback that answers what a test tells it to, faults included: seeds do not misbehave on demand.</summary>
internal sealed class ScriptedSeed : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _requests;

    private ScriptedSeed(WebApplication application, ConcurrentQueue<string> requests) => (_application, _requests) = (application, requests);

    public Uri Address => new(_application.Urls.Single() + "/");

    /// <summary>What was asked so far: <c>GET /api/jobs</c>, with the query, in the order of arrival.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <param name="answer">Answers one request; a failure breaks the connection.</param>
    /// <param name="port">0 for any that is free.</param>
    public static async Task<ScriptedSeed> StartAsync(RequestDelegate answer, int port = 0)
    {
        var requests = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port));
        var application = builder.Build();
        application.Run(async context =>
        {
            requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            try
            {
                await answer(context);
            }
            catch (OperationCanceledException)
            {
                context.Abort();
            }
        });
        await application.StartAsync();
        return new ScriptedSeed(application, requests);
    }

    /// <summary>Answers with JSON.</summary>
    public static Task SendAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type), context.RequestAborted).AsTask();
    }

    /// <summary>Refuses as a seed does.</summary>
    public static Task RefuseAsync(HttpContext context, int status, string detail) =>
        SendAsync(context, new ProblemReply("refused", status, detail), ApiJson.Default.ProblemReply, status);

    /// <summary>Answers with text.</summary>
    public static async Task SayAsync(HttpContext context, string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Stops listening and breaks what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }
}
