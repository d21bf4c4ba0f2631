using System.Text.Json;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>A device that computes some pixels wrongly and says nothing: what it rendered is not in the film.</summary>
[Collection(FaultGroup.Name)]
public sealed class WrongDeviceTests(GoldenFilms golden)
{
    /// <summary>The first frame that the device spoils, counted from 1: early enough that the other one has not done the rest.</summary>
    private const int FirstWrong = 5;

    private static readonly string[] OftenChecked = ["--config", "farm.crossCheckEvery=3"];

    [SkippableFact]
    public async Task A_node_that_begins_to_compute_wrongly_is_set_aside_and_its_frames_are_rendered_elsewhere()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        // The sound one stands still meanwhile: what it left would else be too little for a frame to be checked, were it fast.
        await farm.StartNodesAndHaltAsync(1, frames: FirstWrong, flags: OftenChecked);
        farm.StartNode($"device-wrong:{FirstWrong}", flags: OftenChecked);
        JsonElement lost = await UntilLostAsync(farm, "n2");
        farm.Nodes[0].Continue();

        FarmJob done = await farm.UntilCompletedAsync(job);

        lost.Of("reason").GetString()!.ShouldContain("n2/cpu computed frame");
        done.ToString().ShouldContain("values differ from the scalar truth");
        (await farm.RunClientAsync("nodes")).Output.ShouldContain("n2/cpu computed frame");
        done.Disputes.ShouldBe(0);
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job);
        journal.Events.Where(entry => entry.Fails).ShouldHaveSingleItem("the fault did not land, or was not noticed").Device.ShouldBe("n2/cpu");
        JournalEvent[] ofWrong = [.. journal.Events.Where(entry => entry.Completes && entry.Device == "n2/cpu")];
        int[] again = [.. journal.Events.Where(entry => entry.Invalidates).Select(entry => entry.Frame)];
        again.ShouldBeSubsetOf(ofWrong.Select(entry => entry.Frame));
        // All that n2 computed since it was last found right was in vain, and what both held: n1 may have been taken for dead.
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: again.Length + (2 * FarmCluster.PipelineDepth) + 1);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_node_that_is_wrong_from_the_start_brings_no_frame_at_all()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        string job = await farm.SubmitAsync(FaultScene.Long);
        await farm.StartNodesAndHaltAsync(1, frames: 1);
        farm.StartNode("device-wrong");
        await UntilLostAsync(farm, "n2");
        farm.Nodes[0].Continue();

        await farm.UntilCompletedAsync(job);

        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job);
        journal.Events.Where(entry => entry.Fails).ShouldHaveSingleItem("the fault did not land, or was not noticed").Device.ShouldBe("n2/cpu");
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(FirstWrong)]
    public async Task The_only_device_ends_the_render_with_what_it_did_and_a_sound_one_goes_on(int firstWrong)
    {
        using TemporaryFolder home = new();
        FaultJob job = new(FaultScene.Short, home.Path);

        MandelResult wrong = await job.RenderAsync($"device-wrong:{firstWrong}", OftenChecked);

        wrong.ExitCode.ShouldBe(1, $"{wrong}");
        wrong.Errors.Split('\n').Last(line => line.Length > 0).ShouldStartWith("mandel: cpu computed frame ");
        wrong.Errors.ShouldContain("values differ from the scalar truth");
        (await job.RenderAsync(failpoint: null, OftenChecked)).ExitCode.ShouldBe(0);
        job.Folder.ShouldEqual(golden.Short);
    }

    /// <returns>What the farm says of the one device of a node, once that is given up.</returns>
    private static async Task<JsonElement> UntilLostAsync(FarmCluster farm, string name)
    {
        JsonElement device = default;
        await Until.TrueAsync(() => IsLostAsync().GetAwaiter().GetResult(), () => $"waiting until the device of {name} is given up: {device}\n{farm.Logs}");
        return device;

        async Task<bool> IsLostAsync()
        {
            JsonElement.ArrayEnumerator nodes = (await farm.AskAsync(HttpMethod.Get, "/api/nodes")).Of("nodes").EnumerateArray();
            device = nodes.Where(node => node.Of("node").GetString() == name).Select(node => node.Of("devices")[0]).FirstOrDefault();
            return device.ValueKind == JsonValueKind.Object && device.Of("state").GetString() == "lost";
        }
    }
}
