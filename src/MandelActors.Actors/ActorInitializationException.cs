namespace MandelActors.Actors;

/// <summary>An actor could not be constructed, or its <c>PreStart</c> failed. Supervisors stop the child by default.</summary>
public class ActorInitializationException(IActorRef? actor, string message, Exception? cause = null) : AkkaException(message, cause)
{
    public ActorInitializationException(string message)
        : this(null, message)
    {
    }

    public IActorRef? Actor { get; } = actor;
}
