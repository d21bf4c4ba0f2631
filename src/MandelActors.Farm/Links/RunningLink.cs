using MandelActors.Farm.Settings;

namespace MandelActors.Farm.Links;

/// <summary>Runs a link from the handshake to its end: the actor that speaks for it, and the loop that reads for the actor.</summary>
internal static class RunningLink
{
    /// <summary>Envelopes that may wait for the actor: beyond that the other side waits.</summary>
    private const int MostWaiting = 64;

    /// <param name="root">Whom the other side reaches first.</param>
    /// <param name="started">Told the proxy of the actor that leads the other side.</param>
    /// <param name="stop">Ends the link in order: all that was said before is sent, and the other side is told.</param>
    /// <returns>How the link ended. Nothing more is sent or received on it.</returns>
    public static async Task<LinkEnd> RunAsync(
        ActorSystem system, LinkSocket socket, ILinkSide side, IActorRef root, LinkSettings settings, Action<IActorRef> started, CancellationToken stop)
    {
        using SemaphoreSlim room = new(MostWaiting);
        using CancellationTokenSource ending = new();
        TaskCompletionSource<LinkEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int most = settings.Actors;
        var link = system.ActorOf(Props.Create(() => new LinkActor(socket, side, root, most, room, started, ended)), null);
        var reading = ReadAsync(socket, link, room, ending.Token);
        LinkEnd end;
        using (stop.Register(() => link.Tell(LinkActor.Close.Instance, ActorRefs.NoSender))) end = await ended.Task.ConfigureAwait(false);
        await socket.CloseAsync(end.IsInOrder).ConfigureAwait(false);
        // To stop reading before the other side has closed breaks the connection, and may take with it what the other side has not read yet.
        if (end.IsInOrder) await reading.WaitAsync(LinkSocket.ClosePatience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await ending.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        return end;
    }

    private static async Task ReadAsync(LinkSocket socket, IActorRef link, SemaphoreSlim room, CancellationToken ending)
    {
        try
        {
            while (true)
            {
                await room.WaitAsync(ending).ConfigureAwait(false);
                link.Tell(await socket.ReceiveAsync(ending).ConfigureAwait(false), ActorRefs.NoSender);
            }
        }
        catch (LinkEndedException problem)
        {
            link.Tell(new LinkActor.Ended(new LinkEnd(problem.Message, problem.IsInOrder)), ActorRefs.NoSender);
        }
        catch (OperationCanceledException)
        {
            // The link has ended.
        }
    }
}
