namespace MandelActors.Actors.Persistence;

/// <content>
/// Persisting. Events of one command (with its awaits) become one write; while a <c>Persist</c> is outstanding the next command waits, while
/// only <c>PersistAsync</c>s are, it does not. One write at a time is under way per actor; what comes meanwhile is collected into the next.
/// </content>
public abstract partial class Eventsourced
{
    private readonly List<PendingWrite> _batch = [];
    private readonly Queue<Action> _acknowledged = new();
    private long _nextSequenceNr = 1;
    private int _outstandingPersists;
    private bool _writing;

    /// <summary>Events that must be written all or none, with what to do afterwards.</summary>
    private sealed record PendingWrite(IReadOnlyList<object> Events, Action<object> Handler, Action? OnComplete, bool HoldsCommands, Envelope Command);

    /// <summary>
    /// Writes an event and then runs <paramref name="handler"/>, before the next command. In the handler <c>Sender</c> is the command's sender;
    /// it may persist again.
    /// </summary>
    /// <exception cref="InvalidOperationException">The actor is recovering.</exception>
    public void Persist<TEvent>(TEvent @event, Action<TEvent> handler) =>
        Enqueue([@event!], Typed(handler), null, holdsCommands: true);

    /// <inheritdoc cref="Persist{TEvent}(TEvent, Action{TEvent})"/>
    public void Persist<TEvent>(TEvent @event, Func<TEvent, Task> handler) =>
        Enqueue([@event!], Typed(handler), null, holdsCommands: true);

    /// <summary>Writes events all or none, then runs the handler for each of them, in order.</summary>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        Enqueue(Objects(events), Typed(handler), null, holdsCommands: true);

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Func<TEvent, Task> handler) =>
        Enqueue(Objects(events), Typed(handler), null, holdsCommands: true);

    /// <inheritdoc cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/>
    /// <param name="onComplete">Runs after the last handler; at once if there are no events.</param>
    public void PersistAll<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler, Action onComplete) =>
        Enqueue(Objects(events), Typed(handler), onComplete, holdsCommands: true);

    /// <summary>
    /// As <see cref="Persist{TEvent}(TEvent, Action{TEvent})"/>, but further commands are handled before the handler runs; many events then
    /// share one write. Handlers run in the order of the calls.
    /// </summary>
    public void PersistAsync<TEvent>(TEvent @event, Action<TEvent> handler) =>
        Enqueue([@event!], Typed(handler), null, holdsCommands: false);

    /// <summary>As <see cref="PersistAll{TEvent}(IEnumerable{TEvent}, Action{TEvent})"/> without keeping further commands waiting.</summary>
    public void PersistAllAsync<TEvent>(IEnumerable<TEvent> events, Action<TEvent> handler) =>
        Enqueue(Objects(events), Typed(handler), null, holdsCommands: false);

    internal override void AfterMessage() => Settle();

    /// <summary>What a command persisted before it failed is written all the same, as in Akka.NET; a restarted actor recovers it.</summary>
    internal override void AfterFailure()
    {
        if (!IsRecovering && !_writing && _batch.Count > 0)
            Write();
    }

    private static object[] Objects<TEvent>(IEnumerable<TEvent> events) => [.. events.Cast<object>()];

    private static Action<object> Typed<TEvent>(Action<TEvent> handler) => @event => handler((TEvent)@event);

    private Action<object> Typed<TEvent>(Func<TEvent, Task> handler) => @event => Cell.RunTask(() => handler((TEvent)@event));

    private void Enqueue(IReadOnlyList<object> events, Action<object> handler, Action? onComplete, bool holdsCommands)
    {
        if (IsRecovering)
            throw new InvalidOperationException("Cannot persist during replay. Events can be persisted when receiving RecoveryCompleted or later.");
        if (events.Count == 0)
        {
            onComplete?.Invoke();
            return;
        }

        if (holdsCommands)
            _outstandingPersists++;
        _batch.Add(new PendingWrite(events, handler, onComplete, holdsCommands, Cell.Envelope));
    }

    /// <summary>After each command and each handler: runs what was acknowledged, writes what was collected, lets commands wait or go.</summary>
    private void Settle()
    {
        if (IsRecovering)
            return;
        do
        {
            while (!Cell.IsAwaiting && _acknowledged.TryDequeue(out var next))
                next();
            if (Cell.IsAwaiting)
                return;
            if (_batch.Count > 0 && !_writing)
                Write();
        }
        while (_acknowledged.Count > 0); // rejected ones
        if (_outstandingPersists > 0)
            Cell.Hold();
        else if (_acknowledged.Count == 0)
            Cell.Release();
    }

    private void Write()
    {
        var entries = new List<JournalEntry>(_batch.Count);
        var writes = new List<PendingWrite>(_batch.Count);
        foreach (var write in _batch)
        {
            if (TrySerialize(write, entries))
                writes.Add(write);
        }

        _batch.Clear();
        if (writes.Count == 0)
        {
            return;
        }

        _writing = true;
        Then(Journal.AppendAsync(entries), () => Written(writes), cause => FailWrite(cause, writes[0].Events[0]));
    }

    /// <returns>False if it was rejected, which <see cref="OnPersistRejected"/> is told in its turn.</returns>
    private bool TrySerialize(PendingWrite write, List<JournalEntry> entries)
    {
        int before = entries.Count;
        long sequenceNr = _nextSequenceNr;
        var now = Cell.System.Time.GetUtcNow();
        foreach (object @event in write.Events)
        {
            try
            {
                var (manifest, payload) = Journal.Serializer.Serialize(@event);
                entries.Add(new JournalEntry(PersistenceId, sequenceNr++, manifest, payload, now));
            }
            catch (Exception cause)
            {
                entries.RemoveRange(before, entries.Count - before);
                _acknowledged.Enqueue(() =>
                {
                    Settled(write);
                    Cell.RunWith(write.Command, () => OnPersistRejected(cause, @event, sequenceNr));
                });
                return false;
            }
        }

        _nextSequenceNr = sequenceNr;
        return true;
    }

    private void Written(List<PendingWrite> writes)
    {
        _writing = false;
        foreach (var write in writes)
        {
            for (int i = 0; i < write.Events.Count; i++)
            {
                object @event = write.Events[i];
                bool last = i == write.Events.Count - 1;
                _acknowledged.Enqueue(() => Acknowledge(write, @event, last));
            }

            if (write.OnComplete is { } onComplete)
                _acknowledged.Enqueue(() => Cell.RunWith(write.Command, onComplete));
        }

        Settle();
    }

    private void Acknowledge(PendingWrite write, object @event, bool last)
    {
        LastSequenceNr++;
        if (last)
            Settled(write);
        Cell.RunWith(write.Command, () => write.Handler(@event));
    }

    private void Settled(PendingWrite write)
    {
        if (write.HoldsCommands)
            _outstandingPersists--;
    }

    /// <summary>Stops for good: what the journal holds now is only known to a new recovery.</summary>
    private void FailWrite(Exception cause, object firstEvent)
    {
        Cell.Hold();
        try
        {
            OnPersistFailure(cause, firstEvent, LastSequenceNr + 1);
        }
        finally
        {
            Cell.Stop(Self);
        }
    }
}
