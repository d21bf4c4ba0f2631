using System.Globalization;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

using Xunit.Abstractions;

namespace MandelActors.FaultTests.Farm;

/// <summary>SIGKILL for nodes, at every place where a frame is half made or half handed in: others take over what they held, and nothing else.</summary>
[Collection(FaultGroup.Name)]
public sealed class NodeKillTests(GoldenFilms golden, ITestOutputHelper output)
{
    /// <summary>What a farm promises between a node's death and its frame being granted again; three times as much is allowed, for a machine busy with other tests.</summary>
    private static readonly TimeSpan GrantedAgain = TimeSpan.FromSeconds(10);

    [SkippableTheory]
    [InlineData("frame-rendered:3")]
    [InlineData("frame-half-written:3")]
    [InlineData("frame-written:3")]
    [InlineData("link-message-received:6")]
    public async Task Others_finish_what_a_node_held_that_was_killed_at(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // The other stands still with its first frame meanwhile: it may be much faster, and leaves the victim enough to get there.
        await farm.StartNodesAndHaltAsync(1, frames: 1);
        FarmProcess victim = farm.StartNode(failpoint);
        await victim.UntilKilledAsync();
        farm.Nodes[0].Continue();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    /// <remarks>One of the few tests here that measure time, because a time is what is promised.</remarks>
    [SkippableFact]
    public async Task A_frame_of_a_killed_node_is_with_another_soon()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(1, frames: 1);
        FarmProcess victim = farm.StartNode("frame-written:3:stop");
        await victim.UntilHaltedAsync();
        farm.Nodes[0].Continue();
        int[] kept = [.. farm.SpooledBy(victim).Select(file => int.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture))];
        int held = kept.Order().First(frame => !farm.FolderOf(job).FinalFrames.Contains(frame));

        await victim.KillAsync();
        long killed = TimeProvider.System.GetTimestamp();
        await Until.TrueAsync(() => farm.FolderOf(job).FinalFrames.Contains(held), () => $"waiting for frame {held}\n{farm.Logs}");
        TimeSpan took = TimeProvider.System.GetElapsedTime(killed);

        output.WriteLine($"frame {held} was granted again, rendered and committed {took.TotalSeconds:F2} s after the kill");
        took.ShouldBeLessThan(3 * GrantedAgain);
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    /// <summary>The seed is held still at a step of taking a frame, and the node that hands it in dies meanwhile.</summary>
    [SkippableTheory]
    [InlineData("upload-half-received:3:stop")]
    [InlineData("upload-received:3:stop")]
    [InlineData("frame-renamed:3:stop")]
    [InlineData("journal-half-written:8:stop")]
    public async Task A_node_that_dies_while_the_seed_is_at_this_step_of_its_frame_costs_nothing_else(string step)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1, seedFailpoint: step);
        FarmProcess node = farm.Nodes[0];
        string job = await farm.SubmitAsync(FaultScene.Short);

        await farm.Seed.UntilHaltedAsync();
        await node.KillAsync();
        farm.Seed.Continue();
        node.Start();

        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task A_node_that_comes_back_hands_in_what_it_kept()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        FarmProcess node = farm.StartNode("frame-written:3");
        string job = await farm.SubmitAsync(FaultScene.Short);

        await node.UntilKilledAsync();
        farm.SpooledBy(node).ShouldNotBeEmpty("the kill came before anything was kept");
        int kept = farm.SpooledBy(node).Count(file => !farm.FolderOf(job).FinalFrames.Contains(int.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture)));
        kept.ShouldBePositive("all that was kept had been handed in");
        node.Start();

        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: FarmCluster.PipelineDepth - kept);
    }

    [SkippableFact]
    public async Task Nodes_that_all_die_at_once_and_are_started_again_finish_the_job()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(2, frames: 8);
        await farm.UntilAsync(job, now => now.Done > 0, "a frame is committed");

        foreach (FarmProcess node in farm.Nodes) await node.KillAsync();
        foreach (FarmProcess node in farm.Nodes) node.Start();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth);
    }
}
