namespace MandelActors.Actors;

/// <summary>The address of one life of one actor. It stays valid, and equal to itself, after that actor has stopped.</summary>
public interface IActorRef : ICanTell, IEquatable<IActorRef>, IComparable<IActorRef>
{
    ActorPath Path { get; }
}
