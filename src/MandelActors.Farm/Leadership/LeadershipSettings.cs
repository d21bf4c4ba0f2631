namespace MandelActors.Farm.Leadership;

/// <summary>The times that leadership among several seeds runs by. All are measured on monotonic clocks; no two clocks are compared.</summary>
/// <param name="RenewEvery">How often the leader writes that it is alive.</param>
/// <param name="PollEvery">How often a standby looks who leads and whether it still does.</param>
/// <param name="StepDownAfter">A leader whose last successful renewal was begun this long ago leads no more.</param>
/// <param name="DeposeAfter">A standby that has seen no renewal for this long takes the lead; longer than <paramref name="StepDownAfter"/>.</param>
/// <param name="AnswerWithin">How long one request to the database may take before its connection is given up.</param>
public sealed record LeadershipSettings(
    TimeSpan RenewEvery, TimeSpan PollEvery, TimeSpan StepDownAfter, TimeSpan DeposeAfter, TimeSpan AnswerWithin)
{
    /// <summary>Those of the settings as they ship.</summary>
    public static LeadershipSettings Default { get; } = TakeoverAfter(TimeSpan.FromSeconds(5));

    /// <summary>Times for seeds that take over after so long a silence: a leader renews five times in it, and steps down a fifth of it earlier.</summary>
    public static LeadershipSettings TakeoverAfter(TimeSpan silence) => new(
        RenewEvery: silence / 5,
        PollEvery: silence / 5,
        StepDownAfter: silence * 0.8,
        DeposeAfter: silence,
        AnswerWithin: silence * 0.4);
}
