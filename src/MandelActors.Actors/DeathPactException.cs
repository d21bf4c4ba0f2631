namespace MandelActors.Actors;

/// <summary>A watched actor died and the watcher does not handle <see cref="Terminated"/>: it follows, unless its supervisor decides otherwise.</summary>
public sealed class DeathPactException(IActorRef deadActor) : AkkaException($"Monitored actor {deadActor} terminated")
{
    public IActorRef DeadActor { get; } = deadActor;
}
