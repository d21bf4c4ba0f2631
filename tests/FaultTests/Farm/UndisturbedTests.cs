using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>A farm that nothing happens to makes the very frames that one process makes alone: what every disturbed farm is measured by.</summary>
[Collection(FaultGroup.Name)]
public sealed class UndisturbedTests(GoldenFilms golden)
{
    [SkippableFact]
    public async Task Two_nodes_make_the_frames_of_one_process_and_render_none_twice()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // Each waits with its first frame for the other: however much later one of them starts, both have a part in the film.
        await farm.StartNodesAndHaltAsync(2, frames: 1);
        foreach (FarmProcess node in farm.Nodes) node.Continue();

        FarmJob done = await farm.UntilCompletedAsync(job);
        done.Devices.Count.ShouldBe(2, $"{done}\n{farm.Logs}");
        await Until.TrueAsync(() => farm.Nodes.All(node => farm.SpooledBy(node).Count == 0), () => $"waiting until nodes keep nothing\n{farm.Logs}");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 0);
    }

    [SkippableFact]
    public async Task The_audit_of_a_farm_finds_what_is_wrong()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1);
        string job = await farm.SubmitAsync(FaultScene.Short);
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 0);
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db"));
        RenderedFolder folder = farm.FolderOf(job);

        File.WriteAllText(folder.Frame(5) + ".tmp", "");
        Damage.FlipBit(folder.Frame(3));
        File.AppendAllText(farm.Place("renders.1"), "7\n");
        JournalEvent late = journal.Of(job).Events.Last(entry => entry.Completes);
        Journal stale = new([.. journal.Events, late with { Manifest = "job-opened.v1", Sequence = late.Sequence + 100, Payload = Opened(2) }, late with { Sequence = late.Sequence + 101 }]);

        IReadOnlyList<string> faults = FarmAudit.Faults(farm, job, golden.Short, stale, wasted: 0);

        faults.ShouldContain(fault => fault.Contains("is a stray", StringComparison.Ordinal));
        faults.ShouldContain("frame 3 differs from the undisturbed run");
        faults.ShouldContain(fault => fault.StartsWith("1 frames were rendered in vain", StringComparison.Ordinal));
        faults.ShouldContain($"frame {late.Frame} was completed twice");
        faults.ShouldContain($"frame {late.Frame} was completed by an attempt of life 1 in life 2");
        faults.ShouldContain($"the journal of job-{job} has gaps or is out of order");
    }

    private static System.Text.Json.JsonElement Opened(int life) => System.Text.Json.JsonSerializer.SerializeToElement(new { incarnation = life });
}
