namespace MandelActors.Actors.Cells;

/// <summary>The messages an actor has put aside.</summary>
internal sealed class ActorStash(ActorCell cell, int capacity) : IStash
{
    private readonly LinkedList<Envelope> _stashed = new();
    private long _lastStashed;

    public int Count => _stashed.Count;

    public int Capacity => capacity;

    public bool IsEmpty => _stashed.Count == 0;

    public bool NonEmpty => _stashed.Count > 0;

    public bool IsFull => capacity >= 0 && _stashed.Count >= capacity;

    public void Stash()
    {
        if (_lastStashed == cell.EnvelopeNumber)
            throw new IllegalActorStateException($"Can't stash the same message {cell.Envelope.Message} more than once");
        if (IsFull)
            throw new StashOverflowException($"The stash of {cell.Self} is full: it holds {capacity} messages");
        _stashed.AddLast(cell.Envelope);
        _lastStashed = cell.EnvelopeNumber;
    }

    public void Unstash()
    {
        if (_stashed.First is not { } oldest)
            return;
        _stashed.RemoveFirst();
        cell.PrependMessages([oldest.Value]);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate) => cell.PrependMessages([.. ClearStash().Where(predicate)]);

    public IEnumerable<Envelope> ClearStash()
    {
        Envelope[] all = [.. _stashed];
        _stashed.Clear();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            _stashed.AddFirst(envelope);
    }
}
