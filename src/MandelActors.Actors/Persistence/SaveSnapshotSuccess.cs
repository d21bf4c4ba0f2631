namespace MandelActors.Actors.Persistence;

/// <summary>The snapshot is on disk.</summary>
public sealed class SaveSnapshotSuccess(SnapshotMetadata metadata)
{
    public SnapshotMetadata Metadata { get; } = metadata;
}
