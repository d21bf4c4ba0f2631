namespace MandelActors.Farm.Jobs;

/// <summary>The numbers a job runs by.</summary>
/// <param name="FailuresPerFrame">Failures before a frame is set aside.</param>
/// <param name="SnapshotEvery">Events between snapshots, at least; large jobs take fewer, so that snapshots stay a small share of the writing.</param>
/// <param name="HealInterval">Between two looks of the healer.</param>
/// <param name="ReserveBytes">Bytes that must stay free on the disk.</param>
/// <param name="SpaceInterval">Between two looks at the free space.</param>
/// <param name="StatusInterval">Between two status reports to a watcher.</param>
/// <param name="CommitBatch">Most frames committed with one directory flush and one journal transaction.</param>
public sealed record JobSettings(
    int FailuresPerFrame,
    int SnapshotEvery,
    TimeSpan HealInterval,
    long ReserveBytes,
    TimeSpan SpaceInterval,
    TimeSpan StatusInterval,
    int CommitBatch)
{
    /// <summary>Frames that a device alone may fail at before the job sets it aside.</summary>
    public int FramesPerDevice { get; init; } = 5;

    /// <summary>No lease is taken back before this, whatever is known of the frames' times.</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Most frames a worker holds at once.</summary>
    public int WorkerDepth { get; init; } = 8;

    /// <summary>Whether frames may still get their final names: asked before each commit, and before each file that is swept, so that a seed that lost the lead while it stood still leaves the store alone.</summary>
    public Func<bool> MayCommit { get; init; } = () => true;

    public static JobSettings Default { get; } = new(
        FailuresPerFrame: 3,
        SnapshotEvery: 1000,
        HealInterval: TimeSpan.FromMinutes(10),
        ReserveBytes: 64L << 20,
        SpaceInterval: TimeSpan.FromSeconds(1),
        StatusInterval: TimeSpan.FromMilliseconds(200),
        CommitBatch: 256);
}
