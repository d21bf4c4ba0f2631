namespace MandelActors.Actors.Persistence;

/// <summary>The newest snapshot, offered before the events that came after it.</summary>
public sealed record SnapshotOffer(SnapshotMetadata Metadata, object Snapshot);
