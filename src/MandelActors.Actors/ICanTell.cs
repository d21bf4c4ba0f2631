namespace MandelActors.Actors;

/// <summary>Something that takes messages.</summary>
public interface ICanTell
{
    /// <summary>Sends <paramref name="message"/> without waiting: at most once, in order per pair of sender and receiver.</summary>
    /// <param name="message">Never null; treated as immutable from here on.</param>
    /// <param name="sender">Whom the receiver sees as <c>Sender</c>; <see cref="ActorRefs.NoSender"/> reads as the dead letters.</param>
    /// <exception cref="InvalidMessageException">The message is null.</exception>
    void Tell(object message, IActorRef? sender);
}
