namespace MandelActors.Actors.Persistence;

/// <summary>Which snapshot.</summary>
public sealed class SnapshotMetadata(string persistenceId, long sequenceNr, DateTime timestamp)
{
    /// <summary>Whose.</summary>
    public string PersistenceId { get; } = persistenceId;

    /// <summary>The last event it contains.</summary>
    public long SequenceNr { get; } = sequenceNr;

    /// <summary>When it was taken, UTC.</summary>
    public DateTime Timestamp { get; } = timestamp;
}
