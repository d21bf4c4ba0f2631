using MandelActors.Actors.Event;

namespace MandelActors.Actors;

/// <summary>A watched actor has stopped for good. Comes exactly once, after its <c>PostStop</c> and after everything it sent the watcher.</summary>
public sealed class Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    : IAutoReceivedMessage, IDeadLetterSuppression, IEquatable<Terminated>
{
    public IActorRef ActorRef { get; } = actorRef;

    /// <summary>False where nobody ever lived at that address.</summary>
    public bool ExistenceConfirmed { get; } = existenceConfirmed;

    /// <summary>Always false here: one process, one address.</summary>
    public bool AddressTerminated { get; } = addressTerminated;

    public bool Equals(Terminated? other) => other is not null && ActorRef.Equals(other.ActorRef);

    public override bool Equals(object? obj) => Equals(obj as Terminated);

    public override int GetHashCode() => ActorRef.GetHashCode();

    public override string ToString() => $"<Terminated>: {ActorRef}";
}
