namespace MandelActors.Farm.Leadership;

/// <summary>The part a seed plays in its farm.</summary>
public abstract record LeadershipState
{
    private LeadershipState()
    {
    }

    /// <summary>This seed leads.</summary>
    /// <param name="Epoch">The number of its term, 1 or more; every write carries it, and the database refuses a lower one.</param>
    public sealed record Leading(long Epoch) : LeadershipState;

    /// <summary>This seed stands by.</summary>
    /// <param name="Leader">Whom to send clients and nodes to; null while nobody is known to lead.</param>
    public sealed record Following(SeedIdentity? Leader) : LeadershipState;
}
