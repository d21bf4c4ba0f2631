using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Registry;

/// <summary>A job as the registry knows it.</summary>
/// <param name="At">When it was taken on.</param>
/// <param name="Outcome">What it came to; null while it is worked for.</param>
public sealed record RegisteredJob(JobId Job, JobOrder Order, DateTimeOffset At, JobOutcome? Outcome)
{
    /// <summary>How urgent it is now: what the order says until somebody changes it.</summary>
    public int Priority { get; init; } = Order.Priority;
}
