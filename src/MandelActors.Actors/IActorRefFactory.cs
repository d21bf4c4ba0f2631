namespace MandelActors.Actors;

/// <summary>What can give birth to actors: the system for top-level ones, a context for children.</summary>
public interface IActorRefFactory
{
    /// <summary>Starts an actor; it is constructed on its own first turn, not before this returns.</summary>
    /// <param name="props">How to construct it, now and at every restart.</param>
    /// <param name="name">Unique among its siblings until the sibling of that name has terminated; null for a generated one.</param>
    /// <exception cref="InvalidActorNameException">The name is taken, empty, starts with <c>$</c> or has a character no path may have.</exception>
    IActorRef ActorOf(Props props, string? name = null);
}
