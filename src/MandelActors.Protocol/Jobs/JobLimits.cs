namespace MandelActors.Protocol.Jobs;

/// <summary>What a job puts up with.</summary>
/// <param name="FailuresPerFrame">Failures after which a frame is quarantined, at least 1; where several devices work, on two of them at least.</param>
public sealed record JobLimits(int FailuresPerFrame)
{
    public static JobLimits Default { get; } = new(3);

    /// <summary>Frames that a device alone failed at, after which it gets no more of this job while others do; at least 1.</summary>
    public int FramesPerDevice { get; init; } = 5;

    /// <summary>Milliseconds a frame takes at least: what is faster counts as failed. 0 for no limit.</summary>
    public int MinFrameMilliseconds { get; init; }
}
