using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>Somebody sets wall clocks while a job is under way: what waits and what lasts is measured by another clock.</summary>
[Collection(FaultGroup.Name)]
public sealed class ClockTests(GoldenFilms golden)
{
    /// <summary>More than anything in a farm waits for.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromHours(1);

    /// <summary>What the clocks are set to, one after the other: so many jumps from the true time.</summary>
    private static readonly double[] Settings = [1, -1, 0, 1, -1];

    [SkippableFact]
    public async Task A_clock_that_jumps_loses_no_lease_and_no_node_and_keeps_none_for_ever()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.FakeTime is not null, Lacking.FakeTime);
        await using FarmCluster farm = new();
        FakedClock clock = new(farm.Place("clock"));
        clock.Set(TimeSpan.Zero);
        await farm.StartSeedAsync(environment: clock.Environment);
        FarmProcess jumping = farm.StartNode(environment: clock.Environment), steady = farm.StartNode();
        await farm.UntilJoinedAsync(2);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.UntilAsync(job, now => now.Done >= 2, "frames come in");

        foreach (double jumps in Settings)
        {
            clock.Set(jumps * Jump);
            await farm.UntilAsync(job, now => now.IsOver || IsToldBy(LastEvent(farm, job), jumps * Jump), "an event has the time that was set");
        }

        (await farm.JobAsync(job)).IsOver.ShouldBeFalse("the job was over before the clocks were set");
        FakedClock.IsSeenBy(jumping).ShouldBeTrue();
        // Nor does a lease last for ever: what a dead node held is rendered by the other.
        await jumping.KillAsync();

        await farm.UntilCompletedAsync(job);
        farm.Seed.Log.ShouldNotContain($"the link of node {steady.Name} ended");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    /// <summary>Whether a time is one of a clock that is set so far from the true one.</summary>
    private static bool IsToldBy(DateTimeOffset time, TimeSpan ahead) => (time - DateTimeOffset.UtcNow - ahead).Duration() < Jump / 2;

    private static DateTimeOffset LastEvent(FarmCluster farm, string job) =>
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Events[^1].Payload.Of("at").GetDateTimeOffset();
}
