using System.Net.WebSockets;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace MandelActors.FaultTests.Farm;

/// <summary>Stands between nodes and a seed and passes on whole messages and whole requests: late, twice, in another order, or not at all.</summary>
/// <remarks>What TCP and TLS rule out, and what a gateway that means well or somebody who means harm can still do.</remarks>
internal sealed class LinkRelay : IAsyncDisposable
{
    private const int LongestDelayMs = 200;

    private readonly Uri _seed;
    private readonly RelayHarm _harm;
    private readonly Random _random;
    private readonly Lock _choosing = new();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly WebApplication _web;
    private int _harmed;

    private LinkRelay(Uri seed, RelayHarm harm, int randomSeed)
    {
        (_seed, _harm, _random) = (seed, harm, new Random(randomSeed));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _web = builder.Build();
        _web.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        _web.Run(context => context.WebSockets.IsWebSocketRequest ? RelayLinkAsync(context) : RelayRequestAsync(context));
    }

    /// <summary>Where to dial instead.</summary>
    public Uri Address => new(_web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Messages and requests that were harmed so far.</summary>
    public int Harmed => Volatile.Read(ref _harmed);

    /// <summary>Whether anything is harmed from now on.</summary>
    public bool IsHarmful { get; set; } = true;

    public static async Task<LinkRelay> StartAsync(Uri seed, RelayHarm harm, int randomSeed)
    {
        LinkRelay relay = new(seed, harm, randomSeed);
        await relay._web.StartAsync();
        return relay;
    }

    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource now = new();
        await now.CancelAsync();
        await _web.StopAsync(now.Token);
        await _web.DisposeAsync();
        _http.Dispose();
    }

    private async Task RelayLinkAsync(HttpContext context)
    {
        using ClientWebSocket toSeed = new();
        foreach (string protocol in context.WebSockets.WebSocketRequestedProtocols) toSeed.Options.AddSubProtocol(protocol);
        toSeed.Options.SetRequestHeader("Authorization", context.Request.Headers.Authorization.ToString());
        toSeed.Options.KeepAliveInterval = TimeSpan.Zero;
        try
        {
            await toSeed.ConnectAsync(new UriBuilder(_seed) { Scheme = "ws", Path = context.Request.Path }.Uri, context.RequestAborted);
        }
        catch (WebSocketException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        using WebSocket toNode = await context.WebSockets.AcceptWebSocketAsync(toSeed.SubProtocol);
        await Task.WhenAny(PassOnAsync(toNode, toSeed), PassOnAsync(toSeed, toNode));
        toSeed.Abort();
        toNode.Abort();
    }

    /// <summary>Ends with the connection.</summary>
    private async Task PassOnAsync(WebSocket from, WebSocket to)
    {
        byte[]? held = null;
        try
        {
            while (await ReceiveAsync(from) is { } message)
            {
                if (IsNext(_harm.Dropped)) continue;
                if (IsNext(_harm.Delayed)) await Task.Delay(Below(LongestDelayMs));
                if (held is null && IsNext(_harm.Swapped))
                {
                    held = message;
                    continue;
                }

                await SendAsync(to, message);
                if (IsNext(_harm.Repeated)) await SendAsync(to, message);
                if (held is not null) await SendAsync(to, held);
                held = null;
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two has hung up, and the other will.
        }
    }

    /// <returns>Null once the other side has said that it is done.</returns>
    private static async Task<byte[]?> ReceiveAsync(WebSocket from)
    {
        using MemoryStream message = new();
        byte[] block = new byte[1 << 14];
        while (true)
        {
            ValueWebSocketReceiveResult part = await from.ReceiveAsync(block.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Write(block, 0, part.Count);
            if (part.EndOfMessage) return message.ToArray();
        }
    }

    private static Task SendAsync(WebSocket to, byte[] message) => to.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task RelayRequestAsync(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        if (IsNext(_harm.RequestsRepeated)) (await AskAsync(context.Request, body.ToArray())).Dispose();
        using HttpResponseMessage answer = await AskAsync(context.Request, body.ToArray());
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach ((string name, IEnumerable<string> values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Transfer-Encoding"))
            context.Response.Headers[name] = values.ToArray();
        await context.Response.Body.WriteAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    private Task<HttpResponseMessage> AskAsync(HttpRequest request, byte[] body)
    {
        HttpRequestMessage asked = new(new HttpMethod(request.Method), new Uri(_seed, request.Path + request.QueryString)) { Content = new ByteArrayContent(body) };
        foreach ((string name, var values) in request.Headers.Where(header => header.Key is not "Host" and not "Transfer-Encoding" and not "Expect"))
        {
            if (!asked.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) asked.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        return _http.SendAsync(asked, CancellationToken.None);
    }

    /// <summary>Whether it is this message's turn to be harmed.</summary>
    private bool IsNext(int oneIn)
    {
        if (oneIn == 0 || !IsHarmful || Below(oneIn) > 0) return false;
        Interlocked.Increment(ref _harmed);
        return true;
    }

    private int Below(int limit)
    {
        lock (_choosing) return _random.Next(limit);
    }
}
