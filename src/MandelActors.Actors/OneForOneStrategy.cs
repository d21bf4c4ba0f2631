using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>Judges each child alone: what happens to one touches none of its siblings.</summary>
public sealed class OneForOneStrategy : SupervisorStrategy
{
    /// <summary>Restarts without limit where the decider says restart.</summary>
    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, Timeout.Infinite, localOnlyDecider)
    {
    }

    /// <inheritdoc cref="OneForOneStrategy(Func{Exception, Directive})"/>
    public OneForOneStrategy(IDecider decider)
        : this(decider.Decide)
    {
    }

    /// <param name="maxNrOfRetries">Restarts within the range before the child is stopped instead; null or negative for no limit, 0 for none.</param>
    /// <param name="withinTimeRange">The range in which they count, from the first of them; null for ever.</param>
    /// <param name="localOnlyDecider">Chooses the directive for an exception.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, withinTimeRange is { } range ? (int)range.TotalMilliseconds : Timeout.Infinite, localOnlyDecider)
    {
    }

    /// <inheritdoc cref="OneForOneStrategy(int?, TimeSpan?, Func{Exception, Directive})"/>
    /// <param name="withinTimeMilliseconds">The range in milliseconds; negative for ever.</param>
    public OneForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        LoggingEnabled = loggingEnabled;
        Decider = new LocalOnlyDecider(localOnlyDecider);
    }

    /// <inheritdoc cref="OneForOneStrategy(int?, TimeSpan?, Func{Exception, Directive})"/>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries, withinTimeRange, decider.Decide)
    {
    }

    public override IDecider Decider { get; }

    public int MaxNumberOfRetries { get; }

    public int WithinTimeRangeMilliseconds { get; }

    private protected override void ProcessFailure(ActorCell supervisor, bool restart, Child child, Exception cause)
    {
        if (restart && child.Restarts.Request(MaxNumberOfRetries, WithinTimeRangeMilliseconds, supervisor.System.Time.GetUtcNow()))
            child.Ref.SendSystemMessage(new SystemMessage.Recreate(cause));
        else
            supervisor.Stop(child.Ref);
    }
}
