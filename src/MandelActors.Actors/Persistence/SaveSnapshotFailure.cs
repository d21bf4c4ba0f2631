namespace MandelActors.Actors.Persistence;

/// <summary>The snapshot was not saved. Nothing is lost: the events are there.</summary>
public sealed class SaveSnapshotFailure(SnapshotMetadata metadata, Exception cause)
{
    public SnapshotMetadata Metadata { get; } = metadata;

    public Exception Cause { get; } = cause;
}
