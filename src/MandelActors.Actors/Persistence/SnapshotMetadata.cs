namespace MandelActors.Actors.Persistence;

/// <summary>Which snapshot.</summary>
/// <param name="PersistenceId">Whose.</param>
/// <param name="SequenceNr">The last event it contains.</param>
/// <param name="Timestamp">When it was taken, UTC.</param>
public sealed record SnapshotMetadata(string PersistenceId, long SequenceNr, DateTime Timestamp);
