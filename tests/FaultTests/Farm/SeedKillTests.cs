using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>SIGKILL for the seed, at every step between a node's frame and the film. Started again on its store it goes on, and asks for no finished frame twice.</summary>
[Collection(FaultGroup.Name)]
public sealed class SeedKillTests(GoldenFilms golden)
{
    [SkippableTheory]
    [InlineData("upload-half-received:5")]
    [InlineData("upload-received:5")]
    [InlineData("frame-renamed:3")]
    [InlineData("journal-half-written:6")]
    [InlineData("link-message-received:20")]
    [InlineData("film-half-written")]
    public async Task A_seed_goes_on_where_it_was_killed_at(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 2, seedFailpoint: failpoint);
        string job = await farm.SubmitAsync(FaultScene.Short);

        await farm.Seed.UntilKilledAsync();
        Journal before = Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job);
        File.Exists(farm.FolderOf(job).FilmPath).ShouldBeFalse("the kill came too late");
        Dictionary<int, int> rendered = before.Done.ToDictionary(frame => frame, frame => farm.Renders.Count(other => other == frame));
        farm.Seed.Start();
        await farm.Seed.UntilListeningAsync();

        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 2 * FarmCluster.PipelineDepth);
        rendered.Where(frame => farm.Renders.Count(other => other == frame.Key) != frame.Value).ShouldBeEmpty("finished frames were rendered again");
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_seed_that_is_killed_again_and_again_loses_nothing()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        const int kills = 3;
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 2, seedFailpoint: "frame-renamed:3");
        string job = await farm.SubmitAsync(FaultScene.Long);

        for (int kill = 1; kill <= kills; kill++)
        {
            await farm.Seed.UntilKilledAsync();
            farm.Seed.Start(kill < kills ? "frame-renamed:3" : null);
        }

        await farm.Seed.UntilListeningAsync();
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: kills * 2 * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task Everything_killed_at_once_and_started_again_goes_on()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(2, frames: 8);
        await farm.UntilAsync(job, now => now.Done > 0, "a frame is committed");

        foreach (FarmProcess process in farm.Seeds.Concat(farm.Nodes)) await process.KillAsync();
        foreach (FarmProcess process in farm.Nodes.Concat(farm.Seeds)) process.Start();
        await farm.Seed.UntilListeningAsync();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth);
    }
}
