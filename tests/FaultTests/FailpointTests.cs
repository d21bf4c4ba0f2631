using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>SIGKILL at every place where a frame, the journal or the film is half done.</summary>
[Collection(FaultGroup.Name)]
public sealed class FailpointTests(GoldenFilms golden) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [SkippableTheory]
    [InlineData("frame-rendered")]
    [InlineData("frame-half-written")]
    [InlineData("frame-written")]
    [InlineData("frame-renamed")]
    [InlineData("journal-half-written")]
    public async Task Nothing_is_lost_or_doubled_by_a_kill_at_the_first(string failpoint) =>
        await KilledOnceAsync(golden.Short, failpoint, failpoint);

    /// <remarks>The longer scene: half of the short film fits into the encoder's pipe, and leaves no trace where the encoder has not begun to read.</remarks>
    [SkippableFact]
    public async Task Nothing_is_lost_or_doubled_by_a_kill_in_the_middle_of_the_film() =>
        await KilledOnceAsync(golden.Long, "film-half-written", "film-half-written");

    /// <remarks>The longer scene, its frames one by one: else those that come in while the disk is slow would all share the first batch of renames and journal entries.</remarks>
    [SkippableTheory]
    [InlineData("frame-rendered", 20)]
    [InlineData("frame-half-written", 20)]
    [InlineData("frame-written", 20)]
    [InlineData("frame-renamed", 5)]
    [InlineData("journal-half-written", 5)]
    public async Task Nothing_is_lost_or_doubled_by_a_kill_on_the_way_at(string failpoint, int hit)
    {
        Journal before = await KilledOnceAsync(golden.Long, failpoint, $"{failpoint}:{hit}", FaultJob.OneByOne);
        before.Done.ShouldNotBeEmpty("the kill came before anything was done");
    }

    [SkippableTheory]
    [InlineData("frame-half-written")]
    [InlineData("frame-renamed")]
    [InlineData("journal-half-written")]
    public async Task Nothing_is_lost_or_doubled_by_kills_that_follow_each_other_at(string failpoint)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Short, _home.Path);

        for (int kill = 0; kill < 3; kill++) (await job.RenderAsync(failpoint)).ShouldBeKilled();

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
    }

    [SkippableFact]
    public async Task A_film_killed_twice_is_assembled_from_the_same_frames()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Short, _home.Path);

        (await job.RenderAsync("film-half-written")).ShouldBeKilled();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        (await job.RenderAsync("film-half-written")).ShouldBeKilled();

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
    }

    /// <returns>The journal as the killed process left it.</returns>
    private async Task<Journal> KilledOnceAsync(GoldenRun undisturbed, string failpoint, string setting, params string[] flags)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(undisturbed.Scene, _home.Path);

        (await job.RenderAsync(setting, flags)).ShouldBeKilled();
        Journal before = job.Folder.ReadJournal();
        Evidence(failpoint, undisturbed, job.Folder, before).ShouldBeTrue($"{failpoint} left no trace: {string.Join(", ", job.Folder.Files)}");
        File.Exists(job.Folder.FilmPath).ShouldBeFalse();

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(undisturbed);
        ShouldContinue(before, job.Folder.ReadJournal());
        return before;
    }

    /// <summary>What the fault must have left on disk, had it struck where it was meant to.</summary>
    private static bool Evidence(string failpoint, GoldenRun undisturbed, RenderedFolder folder, Journal journal)
    {
        IReadOnlySet<int> done = journal.Done;
        int frames = undisturbed.Scene.Frames;
        string[] partial = [.. folder.PartialFrames.Select(file => RenderedFolder.Hash(Path.Combine(folder.Path, file)))];
        return failpoint switch
        {
            "frame-rendered" => done.Count < frames,
            "frame-half-written" => partial.Any(hash => !undisturbed.FrameHashes.Contains(hash)),
            "frame-written" => partial.Any(hash => undisturbed.FrameHashes.Contains(hash)),
            "frame-renamed" => folder.FinalFrames.Any(frame => !done.Contains(frame)),
            "journal-half-written" => done.Count < frames && File.Exists(folder.JournalPath),
            "film-half-written" => done.Count == frames && folder.Files.Any(file => file.Contains("film", StringComparison.Ordinal)),
            _ => false,
        };
    }

    /// <summary>What the journal held before the kill, it holds after; a frame in it was not completed again.</summary>
    private static void ShouldContinue(Journal before, Journal after)
    {
        after.Events.Take(before.Events.Count).Select(entry => (entry.Sequence, entry.Manifest))
            .ShouldBe(before.Events.Select(entry => (entry.Sequence, entry.Manifest)));
        after.Events.Skip(before.Events.Count).Where(entry => entry.Completes).Select(entry => entry.Frame).ShouldNotContain(frame => before.Done.Contains(frame));
        after.Invalidated.ShouldBeEmpty();
    }
}
