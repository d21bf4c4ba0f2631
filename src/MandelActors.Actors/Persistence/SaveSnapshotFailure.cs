namespace MandelActors.Actors.Persistence;

/// <summary>The snapshot was not saved. Nothing is lost: the events are there.</summary>
public sealed record SaveSnapshotFailure(SnapshotMetadata Metadata, Exception Cause);
