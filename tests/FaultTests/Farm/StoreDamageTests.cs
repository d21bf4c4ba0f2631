using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>The seed's store is damaged behind its back: every damaged frame is found by its hash, and just those are rendered again.</summary>
[Collection(FaultGroup.Name)]
public sealed class StoreDamageTests(GoldenFilms golden)
{
    [SkippableFact]
    public async Task Healing_a_finished_job_finds_every_kind_of_damage_and_renders_just_those_frames_again()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 2);
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.UntilCompletedAsync(job);
        RenderedFolder folder = farm.FolderOf(job);
        Dictionary<int, DateTime> before = folder.FrameTimes();

        Damage.Delete(folder.Frame(1));
        Damage.Empty(folder.Frame(3));
        Damage.Truncate(folder.Frame(4));
        Damage.FlipBit(folder.Frame(6));
        Damage.Swap(folder.Frame(8), folder.Frame(9));
        int[] damaged = [1, 3, 4, 6, 8, 9];
        await farm.ActAsync(job, "heal");
        string journal = Path.Combine(farm.Store, "journal.db");
        await Until.TrueAsync(() => Journal.Read(journal).Of(job).Invalidated.Count >= damaged.Length, () => $"waiting until the damage is found\n{farm.Logs}");

        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: damaged.Length);
        Journal.Read(journal).Of(job).Invalidated.ShouldBe(damaged);
        before.Keys.Except(damaged).Where(frame => File.GetLastWriteTimeUtc(folder.Frame(frame)) != before[frame]).ShouldBeEmpty("frames were written that nothing was wrong with");
    }

    /// <summary>Seen when the film is made, if not before. The longer scene: a fast farm commits the short one in fewer steps than this waits for.</summary>
    [SkippableFact]
    public async Task Damage_done_while_the_farm_works_never_gets_into_the_film()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 2, seedFailpoint: "frame-renamed:8:stop");
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.Seed.UntilHaltedAsync();
        RenderedFolder folder = farm.FolderOf(job);
        int[] done = [.. Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Done.Order()];
        done.Length.ShouldBeGreaterThanOrEqualTo(2, "nothing was done before the damage");

        Damage.Swap(folder.Frame(done[0]), folder.Frame(done[1]));
        farm.Seed.Continue();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 + (2 * FarmCluster.PipelineDepth));
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Invalidated.ShouldBe([done[0], done[1]]);
    }

    /// <summary>Between the look at all frames and the encoder. The longer scene: the last frame is not read ahead when half of the film is written.</summary>
    [SkippableFact]
    public async Task A_frame_damaged_while_the_film_is_made_gives_no_film_until_it_is_healed()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = new();
        // It reads as many frames ahead as it has cores.
        await farm.StartSeedAsync("film-half-written:1:stop", environment: new Dictionary<string, string> { ["DOTNET_PROCESSOR_COUNT"] = "2" });
        farm.StartNode();
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.Seed.UntilHaltedAsync();
        RenderedFolder folder = farm.FolderOf(job);
        int last = FaultScene.Long.Frames - 1;

        Damage.FlipBit(folder.Frame(last));
        farm.Seed.Continue();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 1);
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Invalidated.ShouldBe([last]);
    }
}
