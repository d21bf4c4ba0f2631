namespace MandelActors.Actors.Persistence;

/// <summary>The snapshots are gone.</summary>
public sealed record DeleteSnapshotsSuccess(SnapshotSelectionCriteria Criteria);
