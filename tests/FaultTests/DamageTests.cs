using MandelActors.FaultTests.Harness;
using MandelActors.Imaging.Png;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>Real files are damaged between two runs; the second heals those and leaves the others alone.</summary>
[Collection(FaultGroup.Name)]
public sealed class DamageTests(GoldenFilms golden) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public static TheoryData<string> FrameDamages { get; } = ["deleted", "emptied", "truncated", "one bit flipped", "swapped", "of another scene"];

    public static TheoryData<string> FilmDamages { get; } = ["deleted", "emptied", "truncated", "one bit flipped"];

    public void Dispose() => _home.Dispose();

    [Theory]
    [MemberData(nameof(FrameDamages))]
    public async Task A_finished_job_heals_frames(string damage)
    {
        FaultJob job = Finished();
        await HealsAsync(golden.Short, job, damage, first: 3, second: 8);
    }

    [SkippableTheory]
    [MemberData(nameof(FrameDamages))]
    public async Task A_killed_job_heals_frames(string damage)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = HalfDone();
        int[] done = [.. job.Folder.ReadJournal().Done.Order()];
        done.Length.ShouldBeInRange(2, FaultScene.Long.Frames - 1, "the job is not half done");
        await HealsAsync(golden.Long, job, damage, done[0], done[^1]);
    }

    [Fact]
    public async Task A_flawless_picture_of_the_same_size_in_a_frames_place_is_found_by_its_hash()
    {
        FaultJob job = Finished();
        int[] bySize = [.. Enumerable.Range(0, FaultScene.Short.Frames).OrderBy(frame => new FileInfo(job.Folder.Frame(frame)).Length)];
        (int small, int large) = (bySize[0], bySize[^1]);
        long size = new FileInfo(job.Folder.Frame(large)).Length;
        Damage.Disguise(job.Folder.Frame(large), job.Folder.Frame(small));
        new FileInfo(job.Folder.Frame(large)).Length.ShouldBe(size);
        using (FileStream disguised = File.OpenRead(job.Folder.Frame(large)))
            PngReader.Read(disguised).Pixels.ShouldBe(PngReader.Read(new MemoryStream(File.ReadAllBytes(job.Folder.Frame(small)))).Pixels, "the damage shows in the picture");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
        job.Folder.ReadJournal().Invalidated.ShouldBe([large]);
    }

    [Fact]
    public async Task Every_frame_at_once_is_healed()
    {
        FaultJob job = Finished();
        Directory.Delete(job.Folder.FramesPath, recursive: true);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
        job.Folder.ReadJournal().Invalidated.ShouldBe(Enumerable.Range(0, FaultScene.Short.Frames));
    }

    [Theory]
    [MemberData(nameof(FilmDamages))]
    public async Task A_film_is_assembled_again_when(string damage)
    {
        FaultJob job = Finished();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        string whole = RenderedFolder.Hash(job.Folder.FilmPath);
        Harm(damage, job.Folder.FilmPath);
        RenderedFolder.Hash(job.Folder.FilmPath).ShouldNotBe(whole, "the damage did not land");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("truncated")]
    public async Task A_manifest_is_written_again_when(string damage)
    {
        FaultJob job = Finished();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        Harm(damage, job.Folder.ManifestPath);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
    }

    [Fact]
    public async Task Strays_and_partial_files_are_swept()
    {
        FaultJob job = Finished();
        string[] strays = [Path.Combine(job.Folder.FramesPath, ".000002.1.tmp"), Path.Combine(job.Folder.FramesPath, "999999.png")];
        foreach (string stray in strays) File.Copy(job.Folder.Frame(1), stray);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
    }

    [Fact]
    public async Task A_file_of_somebody_else_is_left_alone()
    {
        FaultJob job = Finished();
        string notes = Path.Combine(job.Folder.FramesPath, "notes.txt");
        File.WriteAllText(notes, "frame 3 is the best");

        (await job.RenderAsync()).ShouldBeDone();

        File.ReadAllText(notes).ShouldBe("frame 3 is the best");
        Audit.Faults(job.Folder, golden.Short).ShouldBe([Path.Combine("frames", "notes.txt") + " is a stray"]);
    }

    /// <summary>Nobody can vouch for frames without their journal: they are rendered again, and the film is the same.</summary>
    [Fact]
    public async Task A_lost_journal_costs_the_frames_and_not_the_film()
    {
        FaultJob job = Finished();
        foreach (string file in Directory.GetFiles(job.Folder.Path, "journal.db*")) File.Delete(file);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
    }

    [Fact]
    public async Task A_lost_scene_is_written_again()
    {
        FaultJob job = Finished();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        string scene = Path.Combine(job.Folder.Path, "scene.json");
        File.Delete(scene);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
        RenderedFolder.Hash(scene).ShouldBe(RenderedFolder.Hash(Path.Combine(golden.Short.Folder.Path, "scene.json")));
    }

    [Fact]
    public async Task Frames_that_cannot_be_told_to_be_ours_are_left_alone()
    {
        FaultJob job = Finished();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        File.Delete(Path.Combine(job.Folder.Path, "scene.json"));

        MandelResult result = await job.RenderAsync(null, "--set", "iterations=77");

        result.ExitCode.ShouldBeOneOf(1, 2);
        result.ShouldSpeakPlainly(job.Folder.Path, "--restart");
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
    }

    [SkippableFact]
    public async Task A_killed_job_that_lost_the_tail_of_its_journal_renders_that_again()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = HalfDone();
        int before = job.Folder.ReadJournal().Done.Count;
        File.Delete(job.Folder.JournalPath + "-wal");
        job.Folder.ReadJournal().Done.Count.ShouldBeLessThan(before, "the damage did not land");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Long);
    }

    [SkippableFact]
    public async Task A_frame_damaged_while_the_job_runs_is_healed_before_the_film()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 6);
        Damage.FlipBit(job.Folder.Frame(0));
        RenderedFolder.Hash(job.Folder.Frame(0)).ShouldNotBe(golden.Long.FrameHashes[0], "the damage did not land");
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();

        (await mandel.WaitAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Long);
        job.Folder.ReadJournal().Invalidated.ShouldBe([0]);
    }

    [Fact]
    public async Task A_run_over_a_finished_job_touches_nothing_that_was_made()
    {
        FaultJob job = Finished();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();
        DateTime film = File.GetLastWriteTimeUtc(job.Folder.FilmPath);

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
        File.GetLastWriteTimeUtc(job.Folder.FilmPath).ShouldBe(film);
    }

    private FaultJob Finished()
    {
        FaultJob job = new(FaultScene.Short, _home.Path);
        golden.Short.Folder.CopyTo(job.Folder.Path);
        return job;
    }

    private FaultJob HalfDone()
    {
        FaultJob job = new(FaultScene.Long, _home.Path);
        golden.HalfDone!.CopyTo(job.Folder.Path);
        return job;
    }

    private async Task HealsAsync(GoldenRun undisturbed, FaultJob job, string damage, int first, int second)
    {
        Dictionary<int, DateTime> times = job.Folder.ReadJournal().Done.ToDictionary(frame => frame, frame => File.GetLastWriteTimeUtc(job.Folder.Frame(frame)));
        int[] harmed = damage == "swapped" ? [first, second] : [first];
        if (damage == "swapped") Damage.Swap(job.Folder.Frame(first), job.Folder.Frame(second));
        else Harm(damage, job.Folder.Frame(first), foreign: (undisturbed == golden.Short ? golden.Long : golden.Short).Folder.Frame(1));
        foreach (int frame in harmed) RenderedFolder.Hash(job.Folder.Frame(frame)).ShouldNotBe(undisturbed.FrameHashes[frame], "the damage did not land");

        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(undisturbed);
        job.Folder.ReadJournal().Invalidated.ShouldBe(harmed);
        foreach (int frame in times.Keys.Except(harmed))
            File.GetLastWriteTimeUtc(job.Folder.Frame(frame)).ShouldBe(times[frame], $"frame {frame} was touched");
    }

    /// <param name="foreign">A frame that looks right and belongs to another film.</param>
    private static void Harm(string damage, string file, string foreign = "")
    {
        switch (damage)
        {
            case "deleted": Damage.Delete(file); break;
            case "emptied": Damage.Empty(file); break;
            case "truncated": Damage.Truncate(file); break;
            case "one bit flipped": Damage.FlipBit(file); break;
            case "of another scene": File.Copy(foreign, file, overwrite: true); break;
            default: throw new ArgumentException(damage);
        }
    }
}
