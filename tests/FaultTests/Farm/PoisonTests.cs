using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>A frame that no device can render, a frame that kills whoever tries, and a device that can render none.</summary>
[Collection(FaultGroup.Name)]
public sealed class PoisonTests(GoldenFilms golden)
{
    private const int Poisoned = 5;

    /// <summary>As the reference settings have it.</summary>
    private const int Attempts = 3;

    [SkippableFact]
    public async Task A_frame_that_fails_everywhere_is_set_aside_and_the_others_are_finished()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.ActAsync(job, "pause");
        for (int node = 0; node < 2; node++) farm.StartNode($"frame-poison:{Poisoned}");
        await UntilBothAskedAsync(farm, job);
        await farm.ActAsync(job, "resume");

        FarmJob failed = await farm.UntilAsync(job, now => now.IsOver, "the job is over");

        failed.State.ShouldBe("failed", $"{failed}\n{farm.Logs}");
        failed.Quarantined.ShouldBe(1);
        failed.Done.ShouldBe(FaultScene.Short.Frames - 1);
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job);
        JournalEvent[] failures = [.. journal.Events.Where(entry => entry.Fails)];
        failures.Select(entry => entry.Frame).Distinct().ShouldBe([Poisoned]);
        failures.Length.ShouldBe(Attempts);
        failures.Select(entry => entry.Device).Distinct().Count().ShouldBe(2, "it was set aside on the word of one device");
        journal.Events.Count(entry => entry.Quarantines).ShouldBe(1);
        await CuredAsync(farm, job);
    }

    /// <summary>Nodes are started again whenever they die, as a service manager does.</summary>
    [SkippableFact]
    public async Task A_frame_that_kills_every_node_is_set_aside_and_the_others_are_finished()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        for (int node = 0; node < 2; node++) farm.StartNode($"frame-deadly:{Poisoned}");
        string job = await farm.SubmitAsync(FaultScene.Short);

        int deaths = 0;
        FarmJob failed = await farm.UntilAsync(
            job,
            now =>
            {
                foreach (FarmProcess dead in farm.Nodes.Where(node => !node.IsRunning))
                {
                    dead.Start($"frame-deadly:{Poisoned}");
                    deaths++;
                }

                return now.IsOver;
            },
            "the job is over");

        deaths.ShouldBeGreaterThanOrEqualTo(2, "nobody died of the frame");
        failed.State.ShouldBe("failed", $"{failed}\n{farm.Logs}");
        failed.Quarantined.ShouldBe(1);
        failed.Done.ShouldBe(FaultScene.Short.Frames - 1);
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Events.Single(entry => entry.Quarantines).Frame.ShouldBe(Poisoned);
        await CuredAsync(farm, job, wasted: deaths * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task A_device_that_fails_every_frame_spoils_none_of_them()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // The sound one stands still with its first frame until the other has failed at one.
        await farm.StartNodesAndHaltAsync(1, frames: 1);
        farm.StartNode("frame-poison");
        string journal = Path.Combine(farm.Store, "journal.db");
        await Until.TrueAsync(() => Journal.Read(journal).Of(job).Events.Any(entry => entry.Fails), () => $"waiting for a failure\n{farm.Logs}");
        farm.Nodes[0].Continue();

        FarmJob done = await farm.UntilCompletedAsync(job);

        done.Quarantined.ShouldBe(0);
        done.Devices.Where(device => device.Value > 0).ShouldHaveSingleItem().Key.ShouldBe("n1/cpu");
        JournalEvent[] failures = [.. Journal.Read(journal).Of(job).Events.Where(entry => entry.Fails)];
        failures.Select(entry => entry.Device).Distinct().ShouldBe(["n2/cpu"], "the fault did not land, or not where it was meant to");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    /// <summary>Waits until two devices have asked a paused job for frames: a job that knows of one only sets a frame aside on its word.</summary>
    private static async Task UntilBothAskedAsync(FarmCluster farm, string job)
    {
        // What a job says when something is done to it is said then; who asks in vain is no news.
        FarmJob now = await farm.ActAsync(job, "pause");
        await Until.TrueAsync(() => (now = farm.ActAsync(job, "pause").GetAwaiter().GetResult()).Devices.Count == 2, () => $"waiting until both nodes ask: {now}\n{farm.Logs}");
    }

    /// <summary>The cause is gone, and somebody says so.</summary>
    private async Task CuredAsync(FarmCluster farm, string job, int wasted = 0)
    {
        foreach (FarmProcess node in farm.Nodes)
        {
            if (node.IsRunning) await node.TerminateAsync();
            node.Start();
        }

        await farm.ActAsync(job, "retry");
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted);
    }
}
