namespace MandelActors.Actors.Persistence;

/// <content>Recovery: snapshot, then events in pages, then the commands that waited.</content>
public abstract partial class Eventsourced
{
    /// <summary>Events read at once: few enough that other actors' writes get in between, enough that a long history costs few reads.</summary>
    private const int PageSize = 1000;

    public override void AroundPreStart()
    {
        StartRecovery();
        base.AroundPreStart();
    }

    public override void AroundPostRestart(Exception cause, object? message)
    {
        StartRecovery();
        base.AroundPostRestart(cause, message);
    }

    private void StartRecovery()
    {
        if (string.IsNullOrWhiteSpace(PersistenceId))
            throw new InvalidOperationException($"{GetType().Name} has no PersistenceId");
        Cell.Hold();
        Then(Journal.LoadSnapshotAsync(PersistenceId), OfferSnapshot, cause => FailRecovery(cause, null));
    }

    private void OfferSnapshot(JournalEntry? entry)
    {
        if (entry is not null && !TryRecover(() => Offer(entry)))
            return;
        ReadPage();
    }

    private object Offer(JournalEntry entry)
    {
        object snapshot = Journal.Serializer.Deserialize(entry.Manifest, entry.Payload);
        LastSequenceNr = entry.SequenceNr;
        return new SnapshotOffer(new SnapshotMetadata(PersistenceId, entry.SequenceNr, entry.WrittenAt.UtcDateTime), snapshot);
    }

    private void ReadPage() =>
        Then(Journal.ReadAsync(PersistenceId, LastSequenceNr + 1, PageSize), Replay, cause => FailRecovery(cause, null));

    private void Replay(IReadOnlyList<JournalEntry> page)
    {
        foreach (var entry in page)
        {
            if (!TryRecover(() => Event(entry)))
                return;
        }

        if (page.Count == PageSize)
            ReadPage();
        else
            FinishRecovery();
    }

    private object Event(JournalEntry entry)
    {
        if (entry.SequenceNr != LastSequenceNr + 1)
            throw new InvalidDataException($"The journal of '{PersistenceId}' lacks event {LastSequenceNr + 1}: the next there is {entry.SequenceNr}");
        object @event = Journal.Serializer.Deserialize(entry.Manifest, entry.Payload);
        LastSequenceNr = entry.SequenceNr;
        return @event;
    }

    private bool TryRecover(Func<object> read)
    {
        object? message = null;
        try
        {
            message = read();
            AroundReceive(ReceiveRecover, message);
            return true;
        }
        catch (Exception cause)
        {
            FailRecovery(cause, message);
            return false;
        }
    }

    private void FinishRecovery()
    {
        OnReplaySuccess();
        _nextSequenceNr = LastSequenceNr + 1;
        IsRecovering = false;

        // Last, and no longer "recovering": a handler of RecoveryCompleted may persist.
        AroundReceive(ReceiveRecover, RecoveryCompleted.Instance);
        AfterMessage();
    }

    /// <summary>Stops for good: what is not understood today will not be understood after a restart.</summary>
    private void FailRecovery(Exception cause, object? message)
    {
        try
        {
            OnRecoveryFailure(cause, message);
        }
        finally
        {
            Cell.Stop(Self);
        }
    }
}
