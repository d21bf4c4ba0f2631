using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>File systems that are really full: the store's, which holds frames and journal, and that of a node's spool.</summary>
[Collection(FaultGroup.Name)]
public sealed class RoomTests(GoldenFilms golden)
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly string[] WithoutReserve = ["--config", "store.reserveMiB=0"];

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(192)]
    public async Task A_farm_whose_store_is_full_waits_for_room(int leaveKibibytes)
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(32 * Mebibyte);
        await using FarmCluster farm = new(store: Path.Combine(disk.Path, "store"));
        await farm.StartSeedAsync("frame-renamed:3:stop", flags: WithoutReserve);
        for (int node = 0; node < 2; node++) farm.StartNode();
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.Seed.UntilHaltedAsync();
        disk.Fill(leaveKibibytes * 1024);
        farm.Seed.Continue();

        FarmJob paused = await farm.UntilAsync(job, now => now.State != "running" && now.State != "opening" || now.Reason.Length > 0, "the job says why it waits");
        paused.IsOver.ShouldBeFalse($"{paused}\n{farm.Logs}");
        disk.FreeBytes.ShouldBeLessThan(Mebibyte);
        paused.Done.ShouldBeLessThan(FaultScene.Long.Frames);
        disk.Relieve();

        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 4 * FarmCluster.PipelineDepth);
    }

    [SkippableFact]
    public async Task A_node_whose_spool_is_full_leaves_its_frames_to_others()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(4 * Mebibyte);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // The one with room stands still with its first frame until the job has said why the others come back.
        await farm.StartNodesAndHaltAsync(1, frames: 1);
        FarmProcess full = farm.StartNode("frame-rendered:1:stop", spool: Path.Combine(disk.Path, "spool"));
        await full.UntilHaltedAsync();
        disk.Fill(leave: 0);
        full.Continue();

        FarmJob hindered = await farm.UntilAsync(job, now => now.IsOver || now.Warnings.Count > 0, "the job says why frames come back");
        hindered.Warnings.ShouldContain(warning => warning.StartsWith("n2/cpu gives its frames back: no room on its node's disk", StringComparison.Ordinal));
        farm.Nodes[0].Continue();
        FarmJob done = await farm.UntilCompletedAsync(job);
        disk.FreeBytes.ShouldBe(0, "the disk had room for frames");
        done.Devices.GetValueOrDefault("n2/cpu").ShouldBe(0, "the fault did not land");
        farm.Renders.Count.ShouldBeGreaterThan(FaultScene.Long.Frames, "the fault did not land: nothing was rendered that found no room");
        done.Quarantined.ShouldBe(0);
        Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job).Events.Where(entry => entry.Fails).ShouldBeEmpty("a full disk is no fault of the frame");
        disk.Relieve();

        // Every frame that finds no room was rendered in vain; the node asks again after a pause only.
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: FaultScene.Long.Frames);
    }
}
