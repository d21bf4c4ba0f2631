namespace MandelActors.Actors.Pattern;

/// <summary>How a <see cref="BackoffSupervisor"/> behaves. Immutable; each <c>With…</c> returns a changed copy.</summary>
public sealed record BackoffOptions
{
    internal BackoffOptions(
        BackoffTrigger trigger, Props childProps, string childName, TimeSpan minBackoff, TimeSpan maxBackoff, double randomFactor, int maxNrOfRetries)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(minBackoff, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBackoff, minBackoff);
        ArgumentOutOfRangeException.ThrowIfNegative(randomFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(randomFactor, 1);
        (Trigger, ChildProps, ChildName, MinBackoff, MaxBackoff, RandomFactor, MaxNrOfRetries) =
            (trigger, childProps, childName, minBackoff, maxBackoff, randomFactor, maxNrOfRetries);
    }

    internal BackoffTrigger Trigger { get; }

    internal Props ChildProps { get; }

    internal string ChildName { get; }

    internal TimeSpan MinBackoff { get; }

    internal TimeSpan MaxBackoff { get; }

    internal double RandomFactor { get; }

    internal int MaxNrOfRetries { get; private init; }

    /// <summary>Null for a reset by the child's <see cref="BackoffSupervisor.Reset"/> only.</summary>
    internal TimeSpan? AutoReset { get; private init; }

    internal bool ManualReset { get; private init; }

    internal OneForOneStrategy? Strategy { get; private init; }

    internal Func<object, bool>? FinalStopMessage { get; private init; }

    internal object? ReplyWhileStopped { get; private init; }

    /// <summary>Forgets past failures once the child has lived this long; without it and without manual reset, <c>minBackoff</c> does.</summary>
    public BackoffOptions WithAutoReset(TimeSpan resetBackoff) => this with { AutoReset = resetBackoff, ManualReset = false };

    /// <summary>Past failures are forgotten only when the child sends its parent <see cref="BackoffSupervisor.Reset"/>.</summary>
    public BackoffOptions WithManualReset() => this with { AutoReset = null, ManualReset = true };

    /// <summary>Judges failures; its Restart means a pause and a new start with <see cref="Backoff.OnFailure"/>.</summary>
    public BackoffOptions WithSupervisorStrategy(OneForOneStrategy supervisorStrategy) => this with { Strategy = supervisorStrategy };

    /// <summary>Every failure stops the child.</summary>
    public BackoffOptions WithDefaultStoppingStrategy() => this with { Strategy = SupervisorStrategy.StoppingStrategy };

    public BackoffOptions WithMaxNrOfRetries(int maxNrOfRetries) => this with { MaxNrOfRetries = maxNrOfRetries };

    /// <summary>After a message the predicate takes, the child's next stop is the end of the supervisor too.</summary>
    public BackoffOptions WithFinalStopMessage(Func<object, bool> isFinalStopMessage) => this with { FinalStopMessage = isFinalStopMessage };

    /// <summary>Answers messages that come while there is no child; without it they become dead letters.</summary>
    public BackoffOptions WithReplyWhileStopped(object replyWhileStopped) => this with { ReplyWhileStopped = replyWhileStopped };
}
