using System.Text.Json;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>Faults of OpenCL devices and their drivers, with PoCL's as the driver: what it cannot do, or does wrongly, costs no frame.</summary>
[Collection(FaultGroup.Name)]
public sealed class OpenClFaultTests(GoldenFilms golden) : IDisposable
{
    /// <summary>Larger than any buffer of a device of 1 GiB may be.</summary>
    private static readonly FaultScene Large = new("large", 3000, 2400, 1, 300, 6);

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task A_run_killed_in_the_middle_ends_on_another_device_with_the_same_film()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        string device = await PoclAsync();
        FaultJob job = new(FaultScene.Short, _home.Path);

        (await job.RenderAsync("frame-renamed:3", [.. FaultJob.OneByOne, "--devices", device])).ShouldBeKilled();
        job.Folder.FinalFrames.Count.ShouldBe(3);

        (await job.RenderAsync(failpoint: null, "--devices", "cpu")).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
    }

    [SkippableFact]
    public async Task One_that_computes_wrongly_is_given_up_and_the_others_render_the_film()
    {
        string device = await PoclAsync();
        FaultJob job = new(FaultScene.Short, _home.Path);

        MandelResult wrong = await job.RenderAsync("device-wrong", "--devices", device);

        wrong.ExitCode.ShouldBe(1, $"{wrong}");
        wrong.Errors.ShouldContain($"mandel: {device} computed frame ");
        wrong.Errors.ShouldContain("values differ from the scalar truth");
        (await job.RenderAsync(failpoint: null, "--devices", $"cpu,{device}")).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
    }

    [SkippableFact]
    public async Task One_without_the_memory_for_a_frame_leaves_it_to_the_others()
    {
        string device = await PoclAsync();
        FaultJob job = new(Large, _home.Path);
        Dictionary<string, string> little = new() { ["POCL_MEMORY_LIMIT"] = "1" };

        await using MandelProcess both = job.StartIn(little, "--no-film", "--devices", $"cpu,{device}");
        MandelResult done = await both.WaitAsync();
        done.ExitCode.ShouldBe(0, $"{done}");
        job.Folder.FinalFrames.Count.ShouldBe(Large.Frames);
        JournalEvent[] failures = [.. job.Folder.ReadJournal().Events.Where(entry => entry.Fails)];
        failures.ShouldNotBeEmpty("the fault did not land");
        failures.ShouldAllBe(entry => entry.Payload.Of("reason").GetString()!.Contains($"{device} has not the memory for this picture"));
    }

    [SkippableFact]
    public async Task A_driver_that_takes_the_process_with_it_leaves_a_job_that_goes_on()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        string device = await PoclAsync();
        FaultJob job = new(FaultScene.Short, _home.Path);
        // Its compiler finds no room for what it makes, and aborts.
        using SizedTmpfs full = SizedTmpfs.Mount(16 * 1024);

        await using MandelProcess mandel = job.StartIn(new Dictionary<string, string> { ["POCL_CACHE_DIR"] = full.Path }, "--devices", device);
        MandelResult aborted = await mandel.WaitAsync();
        aborted.ExitCode.ShouldNotBe(0, $"{aborted}");
        job.Folder.FinalFrames.ShouldBeEmpty("the fault did not land");

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
    }

    /// <summary>PoCL's device as this machine names it; without one the test is skipped.</summary>
    private static async Task<string> PoclAsync()
    {
        MandelResult listed = await MandelProcess.RunAsync(["devices", "--json"]);
        listed.ExitCode.ShouldBe(0, $"{listed}");
        string? device = listed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(one => one.GetProperty("driver").GetString()!.Contains("PoCL", StringComparison.OrdinalIgnoreCase))
            .Select(one => one.GetProperty("id").GetString()).FirstOrDefault();
        Skip.If(device is null, "PoCL is missing: apt-get install pocl-opencl-icd ocl-icd-libopencl1");
        return device!;
    }
}
