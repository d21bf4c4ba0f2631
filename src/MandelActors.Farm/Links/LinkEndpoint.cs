using System.Collections.Concurrent;
using System.Net.Mime;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Links;

/// <summary>Where nodes dial in: <see cref="ApiRoutes.Link"/>.</summary>
/// <remarks>
/// A request that is no WebSocket is answered with 426, one of another version with 400, both with a <see cref="ProblemReply"/> that names both
/// versions; 503 while nobody coordinates here. Of two links of one node name the older goes if it is of the same process or silent;
/// otherwise the newer is refused.
/// </remarks>
/// <param name="seed">What this seed is called, and its store's id.</param>
/// <param name="coordinator">The coordinator of this process; null while it has none.</param>
/// <param name="frames">Takes and vouches for the frames of nodes.</param>
public sealed partial class LinkEndpoint(
    ActorSystem system,
    LinkedSeed seed,
    Func<IActorRef?> coordinator,
    FrameReceiver frames,
    LinkSettings settings,
    TimeProvider time,
    ILogger<LinkEndpoint> log)
{
    private readonly ConcurrentDictionary<NodeId, NodeLink> _links = [];

    /// <summary>Links that stand now.</summary>
    public int Count => _links.Count;

    /// <summary>Maps the endpoint; who may dial in is for the caller to say.</summary>
    /// <param name="stopping">Ends every link.</param>
    public IEndpointConventionBuilder Map(IEndpointRouteBuilder routes, CancellationToken stopping) =>
        routes.Map(ApiRoutes.Link, Answer(routes.ServiceProvider, stopping));

    /// <summary>What answers, for a server that maps it by itself.</summary>
    /// <param name="services">The server's.</param>
    /// <inheritdoc cref="Map" path="/param[@name='stopping']"/>
    public RequestDelegate Answer(IServiceProvider services, CancellationToken stopping)
    {
        var pipeline = new ApplicationBuilder(services)
            // Signs of life are messages of the link itself: they say that the program answers, not only its network stack.
            .UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.Zero });
        pipeline.Run(context => AnswerAsync(context, stopping));
        return pipeline.Build();
    }

    private async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "Upgrade required", $"expected a WebSocket that speaks {LinkProtocol.Subprotocol}").ConfigureAwait(false);
            return;
        }

        var offered = context.WebSockets.WebSocketRequestedProtocols;
        if (!offered.Contains(LinkProtocol.Subprotocol))
        {
            string theirs = string.Join(", ", offered.Where(LinkProtocol.IsSubprotocol).Take(4).Select(name => name.Length > 40 ? name[..40] : name));
            await RefuseAsync(
                context, StatusCodes.Status400BadRequest, "Another version",
                $"this seed (version {ProgramVersion.Current}) speaks {LinkProtocol.Subprotocol}, the node {(theirs.Length > 0 ? theirs : "something else")}; run the same version on both").ConfigureAwait(false);
            return;
        }

        if (coordinator() is not { } root)
        {
            context.Response.Headers.RetryAfter = "1";
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Not now", "this seed does not coordinate now").ConfigureAwait(false);
            return;
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(LinkProtocol.Subprotocol).ConfigureAwait(false);
        LinkSocket socket = new(webSocket, settings, time);
        await using var _ = socket.ConfigureAwait(false);
        using var broken = context.RequestAborted.Register(socket.Abort);
        await ServeAsync(socket, root, stopping).ConfigureAwait(false);
    }

    private async Task ServeAsync(LinkSocket socket, IActorRef root, CancellationToken stop)
    {
        LinkProtocol.Hello hello;
        try
        {
            var first = await socket.ReceiveAsync(stop).ConfigureAwait(false);
            if (first.Message is not LinkProtocol.Hello said)
            {
                Refuse(socket, "expected the node's hello", mayPass: false);
                return;
            }

            hello = said;
        }
        catch (Exception problem) when (problem is LinkEndedException or OperationCanceledException)
        {
            return;
        }

        if (Objection(hello) is { } objection)
        {
            Refuse(socket, objection, mayPass: false);
            return;
        }

        NodeLink link = new(socket, hello.Life);
        if (!await TryTakePlaceAsync(hello.Node, link).ConfigureAwait(false))
        {
            Refuse(socket, $"a node of the name '{hello.Node}' is here already; give this one another with --name", mayPass: true);
            return;
        }

        try
        {
            socket.TrySend(new LinkEnvelope(null, null, new LinkProtocol.Welcome(ProgramVersion.Current, seed.Name, frames.PartBytes)));
            LogJoined(log, hello.Node, hello.Program);
            NodeOffer offer = new(hello.Node, hello.Life, hello.Tags);
            var end = await RunningLink.RunAsync(
                system, socket, new SeedSide(offer, frames, hello.Store is not null), root, settings, _ => { }, stop).ConfigureAwait(false);
            if (end.IsInOrder) LogLeft(log, hello.Node, end.Reason);
            else LogLost(log, hello.Node, end.Reason);
        }
        finally
        {
            _links.TryRemove(new KeyValuePair<NodeId, NodeLink>(hello.Node, link));
            link.Ended.TrySetResult();
        }
    }

    private string? Objection(LinkProtocol.Hello hello)
    {
        if (!LinkProtocol.IsNodeName(hello.Node.Value)) return "expected a node's name of 1 to 64 letters, digits, points, dashes or underscores";
        if (!LinkProtocol.IsNodeName(hello.Life)) return "expected the life of a node in letters and digits";
        if (hello.Tags.Count > LinkProtocol.MostTags || !hello.Tags.All(LinkProtocol.IsNodeName)) return $"expected at most {LinkProtocol.MostTags} tags of letters, digits, points, dashes or underscores";
        return hello.Store is null || hello.Store == seed.StoreId
            ? null
            : "the folder named with --shared is not this seed's store; name the folder that the seed was given as --store, or leave --shared out";
    }

    /// <summary>A node that came back finds its own older link there, until silence ends it; a stranger of the same name finds somebody alive.</summary>
    private async Task<bool> TryTakePlaceAsync(NodeId node, NodeLink link)
    {
        while (!_links.TryAdd(node, link))
        {
            if (!_links.TryGetValue(node, out var older)) continue;
            if (older.Life != link.Life && older.Socket.Silence < 3 * settings.Heartbeat) return false;
            older.Socket.Abort();
            await older.Ended.Task.ConfigureAwait(false);
        }

        return true;
    }

    private static void Refuse(LinkSocket socket, string reason, bool mayPass) =>
        socket.TrySend(new LinkEnvelope(null, null, new LinkProtocol.Refused(reason, mayPass)));

    private static Task RefuseAsync(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new ProblemReply(title, status, detail), ApiJson.Default.ProblemReply, MediaTypeNames.Application.ProblemJson, CancellationToken.None);
    }

    [LoggerMessage(LogLevel.Information, "node {Node} joined, version {Program}")]
    private static partial void LogJoined(ILogger log, NodeId node, string program);

    [LoggerMessage(LogLevel.Information, "node {Node} left: {Reason}")]
    private static partial void LogLeft(ILogger log, NodeId node, string reason);

    [LoggerMessage(LogLevel.Warning, "the link of node {Node} ended: {Reason}")]
    private static partial void LogLost(ILogger log, NodeId node, string reason);

    /// <summary>A link that stands.</summary>
    private sealed class NodeLink(LinkSocket socket, string life)
    {
        public LinkSocket Socket => socket;

        public string Life => life;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
