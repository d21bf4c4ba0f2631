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
    [InlineData("frame-rendered", 1)]
    [InlineData("frame-rendered", 5)]
    [InlineData("frame-half-written", 1)]
    [InlineData("frame-half-written", 5)]
    [InlineData("frame-written", 1)]
    [InlineData("frame-written", 5)]
    [InlineData("frame-renamed", 1)]
    [InlineData("frame-renamed", 2)]
    [InlineData("journal-half-written", 1)]
    [InlineData("journal-half-written", 3)]
    [InlineData("film-half-written", 1)]
    public async Task Nothing_is_lost_or_doubled_by_a_kill_at(string failpoint, int hit)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Short, _home.Path);

        (await job.RenderAsync($"{failpoint}:{hit}")).ShouldBeKilled();
        Journal before = job.Folder.ReadJournal();
        Evidence(failpoint, job.Folder, before).ShouldBeTrue($"{failpoint} left no trace: {string.Join(", ", job.Folder.Files)}");
        File.Exists(job.Folder.FilmPath).ShouldBeFalse();

        (await job.RenderAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Short);
        ShouldContinue(before, job.Folder.ReadJournal());
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

    /// <summary>What the fault must have left on disk, had it struck where it was meant to.</summary>
    private bool Evidence(string failpoint, RenderedFolder folder, Journal journal)
    {
        IReadOnlySet<int> done = journal.Done;
        string[] partial = [.. folder.PartialFrames.Select(file => RenderedFolder.Hash(Path.Combine(folder.Path, file)))];
        return failpoint switch
        {
            "frame-rendered" => done.Count < FaultScene.Short.Frames,
            "frame-half-written" => partial.Any(hash => !golden.Short.FrameHashes.Contains(hash)),
            "frame-written" => partial.Any(hash => golden.Short.FrameHashes.Contains(hash)),
            "frame-renamed" => folder.FinalFrames.Any(frame => !done.Contains(frame)),
            "journal-half-written" => done.Count < FaultScene.Short.Frames && File.Exists(folder.JournalPath),
            "film-half-written" => done.Count == FaultScene.Short.Frames,
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
