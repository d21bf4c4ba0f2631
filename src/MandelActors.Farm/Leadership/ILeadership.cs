namespace MandelActors.Farm.Leadership;

/// <summary>
/// Which seed leads the farm, as this seed knows it. At most one seed leads at a time; each time a seed takes the lead, a new term begins with
/// an epoch higher than all before. Thread-safe. Disposing gives the lead back, if this seed has it, and stops taking part.
/// </summary>
public interface ILeadership : IAsyncDisposable
{
    /// <summary>This seed's part at this moment, as far as its own monotonic clock and the last answer of the database say; asks nobody.</summary>
    LeadershipState State { get; }

    /// <summary>
    /// Whether this seed leads right now; cheap enough to ask before each commit. True at most until another seed may take over, even in a
    /// process that has just been halted for an hour. A write that was under way at that moment is rejected by its epoch.
    /// </summary>
    bool IsLeader => State is LeadershipState.Leading;

    /// <summary>
    /// The state now, then every change of it, none left out, until leadership is disposed. Whoever leads stops what belongs to its term when the
    /// next state comes, whatever it is; a term of a seed that took the lead twice differs in its epoch.
    /// </summary>
    IAsyncEnumerable<LeadershipState> WatchAsync(CancellationToken stop = default);
}
