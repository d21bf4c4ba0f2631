namespace MandelActors.Actors;

/// <summary>Puts messages aside until the actor can handle them. Own turn only.</summary>
public interface IStash
{
    int Count { get; }

    /// <summary>The most messages it takes; -1 without limit.</summary>
    int Capacity { get; }

    bool IsEmpty { get; }

    bool NonEmpty { get; }

    bool IsFull { get; }

    /// <summary>Puts the message being handled aside.</summary>
    /// <exception cref="IllegalActorStateException">This message was already put aside.</exception>
    /// <exception cref="StashOverflowException">The stash is full.</exception>
    void Stash();

    /// <summary>Puts the oldest message back at the head of the mailbox.</summary>
    void Unstash();

    /// <summary>Puts all messages back at the head of the mailbox, oldest first.</summary>
    void UnstashAll();

    /// <summary>As <see cref="UnstashAll()"/> for those the predicate takes; the others are dropped.</summary>
    void UnstashAll(Func<Envelope, bool> predicate);

    /// <summary>Empties the stash and returns what was in it, oldest first.</summary>
    IEnumerable<Envelope> ClearStash();

    /// <summary>Puts messages in front of those already put aside.</summary>
    void Prepend(IEnumerable<Envelope> envelopes);
}
