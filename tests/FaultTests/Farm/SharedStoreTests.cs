using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>Nodes that see the seed's store write into it themselves; what counts is committed by the seed alone, as ever.</summary>
[Collection(FaultGroup.Name)]
public sealed class SharedStoreTests(GoldenFilms golden)
{
    [SkippableTheory]
    [InlineData("frame-half-written:3")]
    [InlineData("frame-written:3")]
    public async Task Others_finish_what_a_node_left_in_the_store_that_was_killed_at(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // The other stands still with its first frame until the victim has had its third.
        await farm.StartNodesAndHaltAsync(1, frames: 1, flags: ["--shared", farm.Store]);
        FarmProcess victim = farm.StartNode(failpoint, flags: ["--shared", farm.Store]);
        await victim.UntilKilledAsync();
        farm.Nodes[0].Continue();
        farm.SpooledBy(victim).ShouldBeEmpty("the frames went to the node's own disk");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_late_result_in_the_store_never_gets_the_frames_name()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, flags: FarmCluster.Impatient);
        FarmProcess zombie = farm.StartNode("frame-written:3:stop", flags: ["--shared", farm.Store]);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await zombie.UntilHaltedAsync();
        await farm.UntilJoinedAsync(0);
        await farm.UntilAsync(job, now => now.Leased == 0, "the frames of the halted node are wanted again");
        // They are the first that another node is given; it halts itself, so that the job is not over.
        await farm.StartNodesAndHaltAsync(1, frames: 12, flags: ["--shared", farm.Store]);

        zombie.Continue();
        farm.Nodes[1].Continue();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task A_seed_that_is_killed_between_name_and_journal_goes_on_with_what_nodes_wrote()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0, seedFailpoint: "frame-renamed:3");
        farm.StartNode(flags: ["--shared", farm.Store]);
        string job = await farm.SubmitAsync(FaultScene.Short);

        await farm.Seed.UntilKilledAsync();
        File.Exists(farm.FolderOf(job).FilmPath).ShouldBeFalse("the kill came too late");
        farm.Seed.Start();
        await farm.Seed.UntilListeningAsync();

        // Nobody but the killed life would accept what its node was about to hand in.
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 5 + FarmCluster.PipelineDepth);
    }
}
