namespace MandelActors.Actors;

/// <summary>An actor failed again while it was being restarted.</summary>
public sealed class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Exception after restart of {actor}: {cause.Message} (restarted for: {originalCause.Message})", cause)
{
    /// <summary>The failure that led to the restart.</summary>
    public Exception OriginalCause { get; } = originalCause;
}
