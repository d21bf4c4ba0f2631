using MandelActors.FaultTests.Harness;
using MandelActors.Testing;
using MandelActors.Testing.Network;

namespace MandelActors.FaultTests.Farm;

/// <summary>The network between a node and the seed: cut, silent for a while, silent in one direction.</summary>
[Collection(FaultGroup.Name)]
public sealed class PartitionTests(GoldenFilms golden)
{
    [SkippableTheory]
    [InlineData(ProxyDirection.Both)]
    [InlineData(ProxyDirection.ToServer)]
    [InlineData(ProxyDirection.ToClient)]
    public async Task Others_finish_what_a_node_held_that_is_out_of_reach(ProxyDirection silent)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, null, FarmCluster.Impatient);
        await using TcpProxy network = new(farm.Seed.Address!.Port);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(1, frames: 4, [network.Address], FarmCluster.Impatient);
        await farm.UntilAsync(job, now => now.Done > 0, "the node behind the proxy has brought a frame");

        network.Pause(silent);
        farm.Nodes[0].Continue();
        // The node is missed: its link ended, or it is silent in the way that only ends when the seed finds that nothing comes.
        await farm.UntilJoinedAsync(0);
        int done = (await farm.JobAsync(job)).Done;
        await farm.StartNodesAndHaltAsync(1, frames: 8, flags: FarmCluster.Impatient);
        await farm.UntilAsync(job, now => now.Done > done, "the other node has taken over");
        (await farm.ActAsync(job, "pause")).State.ShouldBe("paused");
        farm.Nodes[1].Continue();
        network.Resume();
        await farm.UntilJoinedAsync(2);
        await farm.ActAsync(job, "resume");

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_short_silence_costs_no_frame()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        await using TcpProxy network = new(farm.Seed.Address!.Port);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(1, frames: 6, [network.Address]);
        await farm.UntilAsync(job, now => now.Done >= 6 - FarmCluster.PipelineDepth, "what the node was rid of is committed");

        network.Pause(ProxyDirection.Both);
        farm.Nodes[0].Continue();
        (long sent, int done) = (network.BytesToServer, (await farm.JobAsync(job)).Done);
        await Task.Delay(TimeSpan.FromSeconds(3));
        network.BytesToServer.ShouldBe(sent);
        // What was with the seed already may be committed meanwhile.
        (await farm.JobAsync(job)).Done.ShouldBeLessThanOrEqualTo(done + FarmCluster.PipelineDepth, "the silence came too late");
        network.Resume();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_node_whose_connections_are_cut_again_and_again_brings_every_frame()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        const int cuts = 5;
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        await using TcpProxy network = new(farm.Seed.Address!.Port);
        string job = await farm.SubmitAsync(FaultScene.Long);
        farm.StartNode(seeds: [network.Address]);

        for (int cut = 1; cut <= cuts; cut++)
        {
            // Each as soon as the node has come back from the one before: a frame is several times as large.
            int done = (await farm.JobAsync(job)).Done;
            await farm.UntilAsync(job, now => now.Done > done, $"more than {done} frames are done");
            int before = network.Cuts;
            network.CutAfter(bytesToServer: 20_000);
            await Until.TrueAsync(() => network.Cuts > before, () => $"waiting for cut {cut}\n{farm.Logs}");
        }

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: cuts * FarmCluster.PipelineDepth);
    }
}
