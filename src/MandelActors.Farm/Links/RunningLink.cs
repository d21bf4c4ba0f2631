using MandelActors.Farm.Settings;

namespace MandelActors.Farm.Links;

/// <summary>Runs a link from the handshake to its end: the actor that speaks for it, and the loop that reads for the actor.</summary>
internal static class RunningLink
{
    /// <summary>Envelopes that may wait for the actor: beyond that the other side waits.</summary>
    private const int MostWaiting = 64;

    /// <param name="root">Whom the other side reaches first.</param>
    /// <param name="started">Told the proxy of the actor that leads the other side.</param>
    /// <returns>Why the link ended.</returns>
    public static async Task<string> RunAsync(
        ActorSystem system, LinkSocket socket, ILinkSide side, IActorRef root, LinkSettings settings, Action<IActorRef> started, CancellationToken stop)
    {
        using SemaphoreSlim room = new(MostWaiting);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        TaskCompletionSource<string> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int most = settings.Actors;
        var link = system.ActorOf(Props.Create(() => new LinkActor(socket, side, root, most, room, started, end)), null);
        var reading = ReadAsync(socket, link, room, ending.Token);
        string reason = await end.Task.ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
        return reason;
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
            link.Tell(new LinkActor.Ended(problem.Message), ActorRefs.NoSender);
        }
        catch (OperationCanceledException)
        {
            link.Tell(new LinkActor.Ended("the process is ending"), ActorRefs.NoSender);
        }
    }
}
