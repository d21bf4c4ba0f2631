using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>The output is a real file system that is really full.</summary>
[Collection(FaultGroup.Name)]
public sealed class FullDiskTests(GoldenFilms golden) : IDisposable
{
    private const long DiskBytes = 32 * 1024 * 1024;

    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData(1024 * 1024)]
    [InlineData(400 * 1024)]
    public async Task A_job_waits_for_room_from_the_start_and_goes_on(long leave)
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(DiskBytes);
        string ballast = disk.Fill(leave);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        await using MandelProcess mandel = job.Start();

        await PausesAndGoesOnAsync(mandel, job, ballast);
    }

    [SkippableFact]
    public async Task A_job_whose_disk_fills_up_on_the_way_waits_and_goes_on()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(DiskBytes);
        FaultJob job = new(FaultScene.Long, _home.Path, Path.Combine(disk.Path, "job"));
        await using MandelProcess mandel = await job.StartAndReachAsync(frames: 3);
        string ballast = disk.Fill(leave: 0);

        await PausesAndGoesOnAsync(mandel, job, ballast);
    }

    private async Task PausesAndGoesOnAsync(MandelProcess mandel, FaultJob job, string ballast)
    {
        await Until.TrueAsync(() => mandel.HasExited || SaysPaused(mandel), () => $"waiting for a pause\n{mandel.Output}\n{mandel.Errors}");
        mandel.HasExited.ShouldBeFalse($"{mandel.Output}\n{mandel.Errors}");
        job.Folder.FinalFrames.Count.ShouldBeLessThan(FaultScene.Long.Frames, "the disk was not full");
        foreach (int frame in job.Folder.FinalFrames) RenderedFolder.Hash(job.Folder.Frame(frame)).ShouldBe(golden.Long.FrameHashes[frame]);

        File.Delete(ballast);
        (await mandel.WaitAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    private static bool SaysPaused(MandelProcess mandel)
    {
        string said = mandel.Output + mandel.Errors;
        return said.Contains("paused", StringComparison.OrdinalIgnoreCase) && said.Contains("space", StringComparison.OrdinalIgnoreCase);
    }
}
