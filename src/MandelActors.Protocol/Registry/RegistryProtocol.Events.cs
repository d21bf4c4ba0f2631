using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Registry;

public static partial class RegistryProtocol
{
    /// <summary>The farm has taken a job on.</summary>
    public sealed record JobAdmitted(JobId Job, JobOrder Order, DateTimeOffset At) : IRegistryEvent;

    /// <summary>A job is over: it is not started with the farm any more.</summary>
    public sealed record JobEnded(JobId Job, JobOutcome Outcome, DateTimeOffset At) : IRegistryEvent;

    /// <summary>A job that was over is worked for again.</summary>
    public sealed record JobReopened(JobId Job, DateTimeOffset At) : IRegistryEvent;

    /// <summary>A job is more or less urgent than it was.</summary>
    public sealed record JobPrioritised(JobId Job, int Priority, DateTimeOffset At) : IRegistryEvent;

    /// <summary>A job is not in the list any more, and its folder is to go; its id is never given again.</summary>
    public sealed record JobRemoved(JobId Job, DateTimeOffset At) : IRegistryEvent;
}
