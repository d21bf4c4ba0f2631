using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Links;

namespace MandelActors.Farm.Links;

/// <summary>Dials one seed and gets as far as its welcome.</summary>
internal sealed class SeedDialler(LinkSettings settings, Func<SocketsHttpHandler> handlers, string? token, TimeProvider time)
{
    /// <summary>Seeds send a node from one to the other at most so often before it starts over.</summary>
    private const int MostRedirections = 5;

    /// <returns>The link, and where it leads: the seed that coordinates may be another than the one dialled.</returns>
    /// <exception cref="LinkEndedException">It did not come about; it may another time.</exception>
    /// <exception cref="LinkRefusedException">The seed will not have this node now.</exception>
    /// <exception cref="NodeRefusedException">The seed will not have this node, and trying again will not help.</exception>
    /// <exception cref="BadInputException">The token lets no node work there.</exception>
    public async Task<(LinkSocket Socket, Uri Seed, LinkProtocol.Welcome Welcome)> DialAsync(Uri seed, LinkProtocol.Hello hello, CancellationToken stop)
    {
        for (int redirections = 0; redirections <= MostRedirections; redirections++)
        {
            using RefusalReader refusal = new(handlers());
            var socket = await ConnectAsync(seed, isSent: redirections > 0, refusal, stop).ConfigureAwait(false);
            if (socket is null)
            {
                seed = refusal.Location!;
                continue;
            }

            try
            {
                return (socket, Root(seed), await GreetAsync(socket, seed, hello, stop).ConfigureAwait(false));
            }
            catch
            {
                await socket.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        throw new LinkEndedException("the seeds do not agree on who leads") { Answer = SeedAnswer.NotNow };
    }

    /// <param name="isSent">Whether another seed named this one.</param>
    /// <returns>Null if the seed names another.</returns>
    private async Task<LinkSocket?> ConnectAsync(Uri seed, bool isSent, RefusalReader refusal, CancellationToken stop)
    {
        ClientWebSocket socket = new();
        using CancellationTokenSource patience = new(settings.Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            socket.Options.AddSubProtocol(LinkProtocol.Subprotocol);
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            if (token is not null) socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
            using HttpMessageInvoker invoker = new(refusal, disposeHandler: false);
            await socket.ConnectAsync(LinkAddress(seed), invoker, either.Token).ConfigureAwait(false);
            return new LinkSocket(socket, settings, time);
        }
        catch (Exception problem) when (problem is WebSocketException or HttpRequestException or OperationCanceledException or IOException)
        {
            socket.Dispose();
            stop.ThrowIfCancellationRequested();
            if (refusal.Status == HttpStatusCode.TemporaryRedirect && refusal.Location is not null) return null;
            throw Refusal(seed, isSent, refusal, problem);
        }
    }

    private static Exception Refusal(Uri seed, bool isSent, RefusalReader refusal, Exception problem) => refusal.Status switch
    {
        HttpStatusCode.BadRequest or HttpStatusCode.UpgradeRequired => new NodeRefusedException(Root(seed), refusal.Reason),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new BadInputException(
            Root(seed).ToString(), "", $"expected a token that lets a node work there (--token-file); {refusal.Reason}"),
        { } status => new LinkEndedException(refusal.Reason) { Answer = isSent || status == HttpStatusCode.ServiceUnavailable ? SeedAnswer.NotNow : SeedAnswer.None },
        _ => new LinkEndedException(problem is OperationCanceledException ? "nobody answers" : Words(problem.GetBaseException()))
        {
            Answer = isSent ? SeedAnswer.NotNow : IsConnectionRefused(problem) ? SeedAnswer.NobodyThere : SeedAnswer.None,
        },
    };

    private static bool IsConnectionRefused(Exception? problem) => problem switch
    {
        null => false,
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => true,
        _ => IsConnectionRefused(problem.InnerException),
    };

    private static string Words(Exception cause) => cause is AuthenticationException
        ? $"{cause.Message} (SSL_CERT_FILE=FILE.pem makes a certificate of your own trusted)"
        : cause.Message;

    private static async Task<LinkProtocol.Welcome> GreetAsync(LinkSocket socket, Uri seed, LinkProtocol.Hello hello, CancellationToken stop)
    {
        socket.TrySend(new LinkEnvelope(null, null, hello));
        var answer = await socket.ReceiveAsync(stop).ConfigureAwait(false);
        return answer.Message switch
        {
            LinkProtocol.Welcome welcome => welcome,
            LinkProtocol.Refused { MayPass: false } refused => throw new NodeRefusedException(Root(seed), refused.Reason),
            LinkProtocol.Refused refused => throw new LinkRefusedException(refused.Reason),
            _ => throw new LinkEndedException("the seed did not answer the node's hello"),
        };
    }

    private static Uri Root(Uri seed) => new(seed.GetLeftPart(UriPartial.Authority));

    private static Uri LinkAddress(Uri seed) => new UriBuilder(Root(seed))
    {
        Scheme = seed.Scheme is "https" or "wss" ? "wss" : "ws",
        Path = ApiRoutes.Link,
    }.Uri;
}
