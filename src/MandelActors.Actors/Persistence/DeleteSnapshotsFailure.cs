namespace MandelActors.Actors.Persistence;

/// <summary>The snapshots may still be there.</summary>
public sealed record DeleteSnapshotsFailure(SnapshotSelectionCriteria Criteria, Exception Cause);
