namespace MandelActors.Actors.Persistence;

/// <summary>The newest snapshot, offered before the events that came after it.</summary>
public sealed class SnapshotOffer(SnapshotMetadata metadata, object snapshot)
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public object Snapshot { get; } = snapshot;
}
