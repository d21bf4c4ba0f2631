using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>The output is a real file system that is really full.</summary>
[Collection(FaultGroup.Name)]
public sealed class FullDiskTests(GoldenFilms golden) : IDisposable
{
    private const long Mebibyte = 1024 * 1024;

    private static readonly string[] WithoutReserve = ["--config", "store.reserveMiB=0"];

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task A_job_keeps_a_reserve_free_and_goes_on_when_there_is_room()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(160 * Mebibyte);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        (await job.RenderAsync(null, "--frames", "0..9", "--no-film")).ShouldBeDone();
        // Of a small disk a twentieth is the reserve.
        disk.Fill(leave: 6 * Mebibyte);
        await using MandelProcess mandel = job.Start();

        await PausesAndGoesOnAsync(mandel, job, disk);
    }

    /// <remarks>Without a reserve every write is tried, and the disk itself refuses it.</remarks>
    [SkippableTheory]
    [InlineData(2048)]
    [InlineData(512)]
    [InlineData(192)]
    public async Task A_job_that_starts_with_little_room_waits_for_more(int leaveKibibytes)
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(32 * Mebibyte);
        disk.Fill(leaveKibibytes * 1024);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        await using MandelProcess mandel = job.Start(null, WithoutReserve);

        await PausesAndGoesOnAsync(mandel, job, disk);
    }

    [SkippableFact]
    public async Task A_job_whose_disk_fills_up_on_the_way_waits_for_room()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(32 * Mebibyte);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 3, WithoutReserve);
        disk.Fill(leave: 0);
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();

        await PausesAndGoesOnAsync(mandel, job, disk);
    }

    [SkippableFact]
    public async Task A_film_that_finds_no_room_waits_for_it()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(32 * Mebibyte);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        (await job.RenderAsync(null, [.. WithoutReserve, "--no-film"])).ShouldBeDone();
        disk.Fill(leave: 160 * 1024);
        await using MandelProcess mandel = job.Start(null, WithoutReserve);

        await Until.TrueAsync(() => mandel.HasExited || SaysPaused(mandel), () => $"waiting for a pause\n{mandel.Output}\n{mandel.Errors}");
        mandel.HasExited.ShouldBeFalse($"{mandel.Output}\n{mandel.Errors}");
        File.Exists(job.Folder.FilmPath).ShouldBeFalse();
        disk.Relieve();
        (await mandel.WaitAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_film_larger_than_the_room_that_is_left_waits_for_more()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        using SizedTmpfs disk = SizedTmpfs.Mount(32 * Mebibyte);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        (await job.RenderAsync(null, [.. WithoutReserve, "--no-film"])).ShouldBeDone();
        disk.Fill(leave: 2 * Mebibyte);
        await using MandelProcess mandel = job.Start(null, [.. WithoutReserve, "--set", "film.codec=ffv1"]);

        await Until.TrueAsync(() => mandel.HasExited || SaysPaused(mandel), () => $"waiting for a pause\n{mandel.Output}\n{mandel.Errors}");
        mandel.HasExited.ShouldBeFalse($"{mandel.Output}\n{mandel.Errors}");
        disk.Relieve();
        (await mandel.WaitAsync()).ShouldBeDone();
        File.Exists(Path.Combine(job.Folder.Path, "film.mkv")).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_job_killed_while_it_waits_for_room_goes_on_when_there_is_some()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(32 * Mebibyte);
        disk.Fill(2 * Mebibyte);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        await using (MandelProcess mandel = job.Start(null, WithoutReserve))
        {
            await PausesAsync(mandel, job);
            mandel.Send(PosixSignal.Kill);
            (await mandel.WaitAsync()).ShouldBeKilled();
        }

        disk.Relieve();
        (await job.RenderAsync(null, WithoutReserve)).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    private async Task PausesAndGoesOnAsync(MandelProcess mandel, FaultJob job, SizedTmpfs disk)
    {
        await PausesAsync(mandel, job);
        disk.Relieve();
        (await mandel.WaitAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    /// <summary>Waits until the program says that it waits, and why; then every frame with a final name is whole.</summary>
    private async Task PausesAsync(MandelProcess mandel, FaultJob job)
    {
        await Until.TrueAsync(() => mandel.HasExited || SaysPaused(mandel), () => $"waiting for a pause\n{mandel.Output}\n{mandel.Errors}");
        mandel.HasExited.ShouldBeFalse($"{mandel.Output}\n{mandel.Errors}");
        job.Folder.FinalFrames.Count.ShouldBeLessThan(FaultScene.Long.Frames, "the disk was not full");
        foreach (int frame in job.Folder.FinalFrames) RenderedFolder.Hash(job.Folder.Frame(frame)).ShouldBe(golden.Long.FrameHashes[frame]);
    }

    private static bool SaysPaused(MandelProcess mandel)
    {
        string said = mandel.Output + mandel.Errors;
        return said.Contains("paused", StringComparison.OrdinalIgnoreCase)
            && (said.Contains("space", StringComparison.OrdinalIgnoreCase) || said.Contains("disk", StringComparison.OrdinalIgnoreCase));
    }
}
