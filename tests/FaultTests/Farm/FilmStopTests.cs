using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests.Farm;

/// <summary>Somebody stops a job of which only the film is left, and the seed dies as soon as that is written down.</summary>
[Collection(FaultGroup.Name)]
public sealed class FilmStopTests(GoldenFilms golden)
{
    [SkippableTheory]
    [InlineData("cancel", "job-cancelled.v1", "cancelled", "retry")]
    [InlineData("pause", "job-paused.v1", "paused", "resume")]
    public async Task A_film_stopped_just_before_the_seed_is_killed_stays_stopped_until_somebody_wants_it(string action, string written, string state, string goesOnBy)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        Skip.If(Lacking.Ffmpeg is not null, Lacking.Ffmpeg);
        using PlayedEncoder encoder = new();
        encoder.StandStill();
        await using FarmCluster farm = await FarmCluster.StartAsync(nodes: 1, null, "--config", $"film.ffmpegPath={encoder.Path}");
        string job = await farm.SubmitAsync(FaultScene.Short), journal = Path.Combine(farm.Store, "journal.db");
        int process = await encoder.UntilStandingAsync();
        RenderedFolder folder = farm.FolderOf(job);
        Dictionary<int, DateTime> frames = folder.FrameTimes();

        await using MandelProcess client = farm.StartClient(action, job);
        await Until.TrueAsync(() => Journal.Read(journal).Of(job).Events.Any(entry => entry.Manifest == written), () => $"waiting for {written}\n{farm.Logs}");
        await farm.Seed.KillAsync();
        farm.Seed.Start();
        await farm.Seed.UntilListeningAsync();

        await farm.UntilAsync(job, now => now.State == state, $"the job is {state} again");
        // It asks until it is answered, and what it asks for twice is done once.
        (await client.WaitAsync()).ShouldBeDone();
        await PlayedEncoder.UntilGoneAsync(process);
        await Until.TrueAsync(() => !folder.Files.Any(file => file.Contains("film", StringComparison.Ordinal)), () => $"waiting until nothing of the film is left: {string.Join(", ", folder.Files)}\n{farm.Logs}");
        encoder.Encode();
        await farm.ActAsync(job, goesOnBy);
        await farm.ShouldHaveLostNothingAsync(job, golden.Short, wasted: 0);
        folder.FrameTimes().ShouldBe(frames, ignoreOrder: true);
        RenderedFolder.Hash(folder.FilmPath).ShouldBe(RenderedFolder.Hash(golden.Short.Folder.FilmPath), "the film is another, byte by byte");
    }
}
