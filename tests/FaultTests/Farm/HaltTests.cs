using System.Globalization;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>SIGSTOP for nodes: taken for dead while it stands still, a node that goes on overwrites nothing and is heard no more about what it held.</summary>
[Collection(FaultGroup.Name)]
public sealed class HaltTests(GoldenFilms golden)
{
    [SkippableFact]
    public async Task A_late_result_of_a_node_that_stood_still_is_turned_away()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, null, FarmCluster.Impatient);
        FarmProcess zombie = farm.StartNode("frame-written:3:stop");
        string job = await farm.SubmitAsync(FaultScene.Long);
        await zombie.UntilHaltedAsync();
        await farm.UntilJoinedAsync(0);
        await farm.UntilAsync(job, now => now.Leased == 0, "the frames of the halted node are wanted again");
        RenderedFolder folder = farm.FolderOf(job);
        int held = farm.SpooledBy(zombie).Select(file => int.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture)).Order().First(frame => !folder.FinalFrames.Contains(frame));

        // Another node has brought the frame, which is the first that it is given: what is still kept belongs to an attempt that is over. It halts itself, so that the job is not over.
        FarmProcess other = farm.StartNode("frame-written:12:stop");
        await other.UntilHaltedAsync();
        await Until.TrueAsync(() => folder.FinalFrames.Contains(held), () => $"waiting until another node brings frame {held}\n{farm.Logs}");
        DateTime committed = File.GetLastWriteTimeUtc(folder.Frame(held));
        (await farm.ActAsync(job, "pause")).State.ShouldBe("paused");
        zombie.Continue();
        // It is handed in and counted as late, or, where the node hears first that its link is gone, it is told on its return that nobody wants it.
        await farm.UntilAsync(job, now => now.Late > 0 || !IsKept(held), "a late result is turned away");
        other.Continue();
        await farm.ActAsync(job, "resume");

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth);
        File.GetLastWriteTimeUtc(folder.Frame(held)).ShouldBe(committed, "the late result was written");

        bool IsKept(int frame) => farm.SpooledBy(zombie).Any(file => Path.GetFileNameWithoutExtension(file) == frame.ToString("D6", CultureInfo.InvariantCulture));
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_node_that_stands_still_most_of_the_time_holds_nobody_up()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        const int enough = 4;
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        // The other one waits with a third of the film until this one has stood still often enough.
        FarmProcess fast = farm.StartNode("frame-written:20:stop"), slow = farm.StartNode();
        await farm.UntilJoinedAsync(2);
        string job = await farm.SubmitAsync(FaultScene.Long);

        int turns = 0;
        while (!(await farm.JobAsync(job)).IsOver)
        {
            await slow.HaltAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(450));
            slow.Continue();
            await Task.Delay(TimeSpan.FromMilliseconds(50));
            if (++turns != enough) continue;
            await fast.UntilHaltedAsync();
            fast.Continue();
        }

        turns.ShouldBeGreaterThanOrEqualTo(enough, "the job was over before the node was slow");
        FarmJob done = await farm.JobAsync(job);
        done.Devices.Count.ShouldBe(2, "the slow node was taken for dead");
        done.Devices["n1/cpu"].ShouldBeGreaterThan(done.Devices["n2/cpu"], done.ToString());
        farm.Seed.Log.ShouldNotContain("the link of node n2 ended");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    [SkippableFact]
    public async Task Nodes_wait_for_a_seed_that_stands_still()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        // The second time that it gives frames their names: both nodes together hand in four at once at most, of twelve.
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, seedFailpoint: "frame-renamed:2:stop");
        for (int node = 0; node < 2; node++) farm.StartNode(flags: FarmCluster.Impatient);
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.Seed.UntilHaltedAsync();
        await Until.TrueAsync(() => farm.Nodes.All(node => node.Process.Output.Contains("\"lost\"", StringComparison.Ordinal)), () => $"waiting until the nodes miss their seed\n{farm.Logs}");
        farm.FolderOf(job).FinalFrames.Count.ShouldBeLessThan(FaultScene.Short.Frames);

        farm.Seed.Continue();

        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 2 * FarmCluster.PipelineDepth);
    }
}
