namespace MandelActors.Actors.Persistence;

/// <summary>Which snapshots: those up to and with a sequence number.</summary>
public sealed class SnapshotSelectionCriteria(long maxSequenceNr)
{
    public long MaxSequenceNr { get; } = maxSequenceNr;
}
