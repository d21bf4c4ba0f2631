using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace MandelActors.Console.Tests.Observing;

/// <summary>A collector on a port of its own that takes OTLP over HTTP and keeps what was sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<(string Path, string? Type, string Body)> _requests = new();

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(TakeAsync);
    }

    /// <summary>Where it listens, without a path.</summary>
    public string Url => _application.Urls.Single();

    /// <summary>Every request so far. Bodies are protobuf, in which names stand as they are.</summary>
    public IReadOnlyList<(string Path, string? Type, string Body)> Requests => [.. _requests];

    public static async Task<OtlpReceiver> StartAsync()
    {
        OtlpReceiver receiver = new();
        await receiver._application.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        _requests.Enqueue((context.Request.Path, context.Request.ContentType, Encoding.Latin1.GetString(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
    }
}
