namespace MandelActors.Farm.Links;

/// <summary>What may go over a link in each direction, and what it looks like there: a seed and a node differ in that, and in nothing else.</summary>
internal interface ILinkSide
{
    /// <summary>What the wire carries for a message of this process.</summary>
    /// <param name="export">The number of an actor of this process that the message names.</param>
    /// <returns>Null if the message is not for the other side.</returns>
    object? ToWire(object message, Func<IActorRef, int> export);

    /// <summary>The message that the wire carried.</summary>
    /// <param name="receiver">Whom it is for.</param>
    /// <param name="import">The actor of the other side that has a number.</param>
    /// <exception cref="LinkEndedException">The other side may not say that.</exception>
    object FromWire(object message, IActorRef receiver, Func<int, IActorRef> import);

    /// <summary>Looks at a message before it reaches its receiver.</summary>
    /// <returns>What the receiver and the sender are told instead of it; null to let it pass.</returns>
    ValueTask<LinkObjection?> CheckAsync(object message, IActorRef receiver);
}
