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
        // They stand still in the end: the job is not over before the clocks were set.
        FarmProcess jumping = farm.StartNode("frame-written:20:stop", environment: clock.Environment), steady = farm.StartNode("frame-written:20:stop");
        await farm.UntilJoinedAsync(2);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.UntilAsync(job, now => now.Done >= 2, "frames come in");

        foreach (double jumps in Settings)
        {
            clock.Set(jumps * Jump);
            // Events with times, whether or not a frame comes in just then.
            await farm.ActAsync(job, "pause");
            await farm.ActAsync(job, "resume");
            LastEvent(farm, job).ShouldBe(DateTimeOffset.UtcNow + (jumps * Jump), Jump / 2, "the clock was not set as it should be");
        }

        foreach (FarmProcess node in farm.Nodes) await node.UntilHaltedAsync();
        FakedClock.IsSeenBy(jumping).ShouldBeTrue();
        // Nor does a lease last for ever: what a dead node held is rendered by the other.
        await jumping.KillAsync();
        steady.Continue();

        await farm.UntilCompletedAsync(job);
        farm.Seed.Log.ShouldNotContain($"the link of node {steady.Name} ended");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    private static DateTimeOffset LastEvent(FarmCluster farm, string job) =>
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Events[^1].Payload.Of("at").GetDateTimeOffset();
}
