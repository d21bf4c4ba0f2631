using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>Stopping an actor and waiting until it has stopped.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends a <see cref="PoisonPill"/> and waits for the end.</summary>
    /// <returns>True once the actor has terminated.</returns>
    /// <exception cref="TaskCanceledException">It had not within <paramref name="timeout"/>.</exception>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <inheritdoc cref="GracefulStop(IActorRef, TimeSpan)"/>
    /// <param name="stopMessage">What is sent in place of the pill.</param>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        if (target is not ActorRefBase { System: { } system } subject)
            return true;
        var end = new FutureActorRef<Terminated>(system, timeout, CancellationToken.None);
        subject.SendSystemMessage(new SystemMessage.Watch(end));
        target.Tell(stopMessage, ActorRefs.NoSender);
        try
        {
            await end.Task.ConfigureAwait(false);
            return true;
        }
        catch (AskTimeoutException)
        {
            subject.SendSystemMessage(new SystemMessage.Unwatch(end));
            throw new TaskCanceledException($"{target} did not stop within {timeout}");
        }
    }
}
