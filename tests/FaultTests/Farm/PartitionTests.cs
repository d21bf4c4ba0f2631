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
        string[] impatient = ["--config", "link.silenceSeconds=2"];
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, null, impatient);
        await using TcpProxy network = new(farm.Seed.Address!.Port);
        farm.StartNode(seeds: [network.Address], flags: impatient);
        await farm.UntilJoinedAsync(1);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.UntilAsync(job, now => now.Done > 0, "the node behind the proxy has brought something");

        network.Pause(silent);
        // The node is missed: its link ended, or it is silent in the way that only ends when the seed finds that nothing comes.
        await farm.UntilJoinedAsync(0);
        // Only now, so that a fast machine does not finish the job before the node is missed.
        farm.StartNode(flags: impatient);
        int done = (await farm.JobAsync(job)).Done;
        await farm.UntilAsync(job, now => now.Done >= done + 4 || now.IsOver, "the other node has taken over");
        (await farm.ActAsync(job, "pause")).State.ShouldBe("paused", "the job was over before the network was well again");
        network.Resume();
        await farm.UntilJoinedAsync(2);
        await farm.ActAsync(job, "resume");

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task A_short_silence_costs_no_frame()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        string[] patient = ["--config", "link.silenceSeconds=30"];
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, null, patient);
        await using TcpProxy network = new(farm.Seed.Address!.Port);
        farm.StartNode(seeds: [network.Address], flags: patient);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.UntilAsync(job, now => now.Done > 3, "some frames are done");

        network.Pause(ProxyDirection.Both);
        (long sent, int done) = (network.BytesToServer, (await farm.JobAsync(job)).Done);
        await Task.Delay(TimeSpan.FromSeconds(5));
        network.BytesToServer.ShouldBe(sent);
        (await farm.JobAsync(job)).Done.ShouldBeLessThan(FaultScene.Long.Frames, "the silence came too late");
        network.Resume();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    [SkippableFact]
    public async Task A_node_whose_connections_are_cut_again_and_again_brings_every_frame()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        const int cuts = 5;
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        await using TcpProxy network = new(farm.Seed.Address!.Port);
        farm.StartNode(seeds: [network.Address]);
        string job = await farm.SubmitAsync(FaultScene.Long);

        for (int cut = 1; cut <= cuts; cut++)
        {
            int done = cut * 6;
            await farm.UntilAsync(job, now => now.Done >= done, $"{done} frames are done");
            int before = network.Cuts;
            network.CutAfter(bytesToServer: 20_000);
            await Until.TrueAsync(() => network.Cuts > before, () => $"waiting for cut {cut}\n{farm.Logs}");
        }

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: cuts * FarmCluster.PipelineDepth);
    }
}
