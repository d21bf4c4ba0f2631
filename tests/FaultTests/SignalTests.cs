using System.Diagnostics;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

using Xunit.Abstractions;

namespace MandelActors.FaultTests;

/// <summary>Interrupted, stopped for a while, killed at random: the next run ends with the same film.</summary>
[Collection(FaultGroup.Name)]
public sealed class SignalTests(GoldenFilms golden, ITestOutputHelper output) : IDisposable
{
    private const string SeedVariable = "MANDEL_FAULT_SEED";

    private const int Interrupted = 130;

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    /// <remarks>
    /// The one test here that measures time, because the time is what the program promises: Ctrl-C is over within two seconds.
    /// Five times as much is allowed, for a machine that is busy with other tests.
    /// </remarks>
    [SkippableFact]
    public async Task Ctrl_C_ends_a_run_soon_and_the_next_one_resumes()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        TimeSpan promised = TimeSpan.FromSeconds(2);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 3);

        Stopwatch waited = Stopwatch.StartNew();
        mandel.Send(PosixSignal.Interrupt).ShouldBeTrue();
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();
        MandelResult result = await mandel.WaitAsync();
        output.WriteLine($"ended {waited.ElapsedMilliseconds} ms after SIGINT");
        result.ExitCode.ShouldBe(Interrupted, result.ToString());
        waited.Elapsed.ShouldBeLessThan(5 * promised);
        job.Folder.PartialFrames.ShouldBeEmpty();
        Journal before = job.Folder.ReadJournal();
        before.Done.Count.ShouldBeLessThan(FaultScene.Long.Frames, "the signal came too late");
        job.Folder.FinalFrames.ShouldBe(before.Done, ignoreOrder: true);

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    /// <summary>What a service manager or a batch system sends first.</summary>
    [SkippableFact]
    public async Task A_terminated_run_leaves_nothing_half_done_and_the_next_one_resumes()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 3);

        mandel.Send(PosixSignal.Terminate).ShouldBeTrue();
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();
        MandelResult result = await mandel.WaitAsync();
        result.ExitCode.ShouldBeOneOf(Interrupted, 128 + PosixSignal.Terminate);
        job.Folder.PartialFrames.ShouldBeEmpty();
        job.Folder.ReadJournal().Done.Count.ShouldBeLessThan(FaultScene.Long.Frames, "the signal came too late");

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    [SkippableFact]
    public async Task A_process_that_stood_still_for_a_while_goes_on()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 3);

        int frames = job.Folder.FinalFrames.Count;
        frames.ShouldBeLessThan(FaultScene.Long.Frames);
        await Task.Delay(TimeSpan.FromSeconds(2));
        job.Folder.FinalFrames.Count.ShouldBe(frames);
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();

        (await mandel.WaitAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task Kills_at_random_moments_change_nothing()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        const int kills = 10;
        const int mostFramesBetween = 5;
        const int mostDelayMs = 60;
        int seed = int.TryParse(Environment.GetEnvironmentVariable(SeedVariable), out int given) ? given : Environment.TickCount;
        output.WriteLine($"{SeedVariable}={seed} repeats these moments");
        Random random = new(seed);
        FaultJob job = new(FaultScene.Long, _home.Path);

        int landed = 0;
        for (int run = 0; run < 3 * kills && landed < kills; run++)
        {
            // By frames and not by time alone, so that a fast machine is not done before it is hit.
            int frames = random.Next(mostFramesBetween + 1);
            int delay = random.Next(mostDelayMs);
            if (await KilledAfterAsync(job, frames, delay)) landed++;
            output.WriteLine($"after {frames} more frames and {delay} ms: {job.Folder.FinalFrames.Count} frames");
        }

        landed.ShouldBe(kills, "too few kills landed");
        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    [SkippableFact]
    public async Task Kills_all_along_the_start_change_nothing()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);

        for (int delay = 0; delay <= 450; delay += 50)
        {
            // One that is further than that stands still with its second frame.
            (await KilledAfterAsync(job, 0, delay, "frame-renamed:2:stop", FaultJob.OneByOne)).ShouldBeTrue("the start was over before the kill");
        }

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    /// <returns>Whether the run was still under way when it had made so many frames more and the delay was over.</returns>
    private static async Task<bool> KilledAfterAsync(FaultJob job, int frames, int delayMs, string? failpoint = null, params string[] flags)
    {
        int target = Math.Min(job.Folder.FinalFrames.Count + frames, FaultScene.Long.Frames);
        await using MandelProcess mandel = job.Start(failpoint, flags);
        await Until.TrueAsync(() => mandel.HasExited || job.Folder.FinalFrames.Count >= target, () => $"waiting for {target} frames\n{mandel.Output}\n{mandel.Errors}");
        await Task.Delay(delayMs);
        mandel.Send(PosixSignal.Kill);
        return (await mandel.WaitAsync()).WasKilled;
    }
}
