namespace MandelActors.Protocol.Jobs;

/// <summary>What a job puts up with.</summary>
/// <param name="FailuresPerFrame">Failures after which a frame is quarantined, at least 1; where several devices work, on two of them at least.</param>
public sealed record JobLimits(int FailuresPerFrame)
{
    public static JobLimits Default { get; } = new(3);
}
