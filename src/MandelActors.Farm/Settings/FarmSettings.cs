namespace MandelActors.Farm.Settings;

/// <summary>How actors share the work.</summary>
/// <param name="PipelineDepth">Most frames a worker holds at once.</param>
/// <param name="PipelineMiB">Memory they may take, in MiB; two are held in any case.</param>
/// <param name="MaxAttempts">Tries before a frame is set aside.</param>
/// <param name="SnapshotEvery">Events between snapshots.</param>
/// <param name="HealIntervalSeconds">Seconds between two looks of the healer.</param>
/// <param name="AskTimeoutSeconds">Seconds a worker waits for an answer before it asks again.</param>
/// <param name="FramesPerDevice">Frames a device alone may fail at before a job sets it aside.</param>
/// <param name="StuckMinutes">Minutes before a frame may be taken from a worker that brings nothing.</param>
/// <param name="CrossCheckEvery">One frame in so many is compared with the scalar truth; 0 for none.</param>
public sealed record FarmSettings(
    int PipelineDepth, int PipelineMiB, int MaxAttempts, int SnapshotEvery, int HealIntervalSeconds, int AskTimeoutSeconds, int FramesPerDevice, int StuckMinutes,
    int CrossCheckEvery);
