namespace MandelActors.Actors.Persistence;

/// <summary>The snapshot is on disk.</summary>
public sealed record SaveSnapshotSuccess(SnapshotMetadata Metadata);
