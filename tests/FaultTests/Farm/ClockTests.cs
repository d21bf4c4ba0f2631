using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>Somebody sets wall clocks while a job is under way: what waits and what lasts is measured by another clock.</summary>
[Collection(FaultGroup.Name)]
public sealed class ClockTests(GoldenFilms golden)
{
    /// <summary>More than anything in a farm waits for.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromHours(1);

    public static TheoryData<double[]> Settings => new()
    {
        { [1, -1, 0, 1, -1, 0, 1, -1] },
    };

    [SkippableTheory]
    [MemberData(nameof(Settings))]
    public async Task A_clock_that_jumps_loses_no_lease_and_no_node_and_keeps_none_for_ever(double[] hours)
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

        await JumpAsync(farm, job, clock, hours);
        FarmJob now = await farm.JobAsync(job);
        now.IsOver.ShouldBeFalse("the job was over before the clocks were set");
        FakedClock.IsSeenBy(jumping).ShouldBeTrue();
        // Nor does a lease last for ever: what a dead node held is rendered by the other.
        await jumping.KillAsync();

        await farm.UntilCompletedAsync(job);
        farm.Seed.Log.ShouldNotContain($"the link of node {steady.Name} ended");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
        ShouldHaveJumped(Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job), hours);
    }

    /// <summary>Sets the clock to each of these, with some frames done in between.</summary>
    private static async Task JumpAsync(FarmCluster farm, string job, FakedClock clock, double[] hours)
    {
        int done = 2;
        foreach (double ahead in hours)
        {
            done += 2;
            await farm.UntilAsync(job, now => now.Done >= done, $"{done} frames are done");
            clock.Set(ahead * Jump);
        }

        done += 4;
        await farm.UntilAsync(job, now => now.Done >= done, "frames come in with the clock set");
    }

    /// <summary>The times in the events are those of the clock that was set; of settings that follow each other fast some see no event.</summary>
    private static void ShouldHaveJumped(Journal journal, double[] hours)
    {
        DateTimeOffset[] times = [.. journal.Events.Select(entry => entry.Payload.Of("at").GetDateTimeOffset())];
        int jumps = times.Zip(times.Skip(1), (before, after) => (after - before).Duration()).Count(step => step > Jump / 2);
        jumps.ShouldBeGreaterThanOrEqualTo((hours.Length + 1) / 2, $"the clock was not set as it should be: {string.Join(", ", times)}");
    }
}
