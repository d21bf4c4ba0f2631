using MandelActors.FaultTests.Harness;
using MandelActors.Testing;

namespace MandelActors.FaultTests;

/// <summary>What a folder is taken for: in use, another scene's, unfit.</summary>
[Collection(FaultGroup.Name)]
public sealed class FolderTests(GoldenFilms golden) : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    /// <remarks>The first run stands still meanwhile: however fast the machine, it is not over before the second one asks.</remarks>
    [SkippableTheory]
    [InlineData]
    [InlineData("--restart")]
    [InlineData("--frames", "0..3", "--no-film")]
    public async Task A_folder_in_use_is_refused_and_its_user_is_not_disturbed_by(params string[] flags)
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess first = await job.StartAndHaltAsync(frames: 2);

        (await job.RenderAsync(null, flags)).ShouldBeRefused(job.Folder.Path);

        first.Send(PosixSignal.Continue).ShouldBeTrue();
        (await first.WaitAsync()).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    [Fact]
    public async Task A_changed_scene_is_refused_with_the_keys_that_differ()
    {
        FaultJob job = Finished();
        IReadOnlyList<string> before = job.Folder.Fingerprint();

        MandelResult result = await job.RenderAsync(null, "--set", "iterations=77", "--set", "colour.period=13");

        result.ShouldBeRefused("iterations", "colour.period");
        job.Folder.Fingerprint().ShouldBe(before);
    }

    [Fact]
    public async Task A_changed_scene_starts_over_when_asked_to()
    {
        string[] changed = ["--set", "iterations=77"];
        FaultJob job = Finished();
        FaultJob fresh = new(FaultScene.Short, _home.Path, _home.Combine("fresh"));

        (await job.RenderAsync(null, [.. changed, "--restart"])).ShouldBeDone();
        (await fresh.RenderAsync(null, changed)).ShouldBeDone();

        RenderedFolder.Hash(job.Folder.Frame(0)).ShouldNotBe(golden.Short.FrameHashes[0]);
        GoldenRun other = golden.Short with
        {
            Folder = fresh.Folder,
            FrameHashes = [.. Enumerable.Range(0, FaultScene.Short.Frames).Select(frame => RenderedFolder.Hash(fresh.Folder.Frame(frame)))],
            FilmHashes = fresh.Folder.FilmHashes(),
        };
        job.Folder.ShouldEqual(other);
    }

    [Theory]
    [InlineData("--set", "film.quality=30")]
    [InlineData("--set", "film.codec=apng")]
    [InlineData("--devices", "cpu")]
    [InlineData("--frames", "2..5")]
    [InlineData("--no-film")]
    public async Task A_job_stays_the_same_with(params string[] flags)
    {
        FaultJob job = Finished();
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();

        (await job.RenderAsync(null, flags)).ShouldBeDone();

        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
        job.Folder.ReadJournal().Invalidated.ShouldBeEmpty();
    }

    [Fact]
    public async Task Some_frames_first_and_the_rest_later_make_the_same_film()
    {
        FaultJob job = new(FaultScene.Short, _home.Path);

        (await job.RenderAsync(null, "--frames", "4..6", "--no-film")).ShouldBeDone();
        job.Folder.FinalFrames.Order().ShouldBe([4, 5, 6]);
        (await job.RenderAsync(null, "--no-film")).ShouldBeDone();
        File.Exists(job.Folder.FilmPath).ShouldBeFalse();
        (await job.RenderAsync()).ShouldBeDone();

        job.Folder.ShouldEqual(golden.Short);
    }

    [SkippableFact]
    public async Task A_start_over_that_is_killed_is_finished_by_the_next_run()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        string[] changed = ["--set", "iterations=77"];
        FaultJob job = Finished();
        FaultJob fresh = new(FaultScene.Short, _home.Path, _home.Combine("fresh"));
        (await fresh.RenderAsync(null, changed)).ShouldBeDone();

        (await job.RenderAsync("frame-renamed", [.. changed, "--restart"])).ShouldBeKilled();
        (await job.RenderAsync(null, changed)).ShouldBeDone();

        foreach (string file in fresh.Folder.Files.Where(file => file.EndsWith(".png", StringComparison.Ordinal)))
            RenderedFolder.Hash(Path.Combine(job.Folder.Path, file)).ShouldBe(RenderedFolder.Hash(Path.Combine(fresh.Folder.Path, file)));
        job.Folder.Files.ShouldBe(fresh.Folder.Files);
    }

    [SkippableFact]
    public async Task A_disk_that_takes_no_writes_is_named()
    {
        Skip.If(Lacking.Mounting is not null, Lacking.Mounting);
        using SizedTmpfs disk = SizedTmpfs.Mount(1024 * 1024);
        disk.MakeReadOnly();
        FaultJob job = new(FaultScene.Short, _home.Path, Path.Combine(disk.Path, "job"));

        MandelResult result = await job.RenderAsync();

        result.ExitCode.ShouldBeOneOf(1, 2);
        result.ShouldSpeakPlainly(job.Folder.Path);
    }

    [SkippableFact]
    public async Task A_folder_without_permission_is_named()
    {
        Skip.If(Lacking.Permissions is not null, Lacking.Permissions);
        string closed = Directory.CreateDirectory(_home.Combine("closed")).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(closed, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        FaultJob job = new(FaultScene.Short, _home.Path, Path.Combine(closed, "job"));

        MandelResult result = await job.RenderAsync();

        result.ExitCode.ShouldBeOneOf(1, 2);
        result.ShouldSpeakPlainly(job.Folder.Path);
    }

    [Fact]
    public async Task A_file_in_the_folders_place_is_named()
    {
        FaultJob job = new(FaultScene.Short, _home.Path);
        File.WriteAllText(job.Folder.Path, "not a folder");

        (await job.RenderAsync()).ShouldBeRefused(job.Folder.Path);

        File.ReadAllText(job.Folder.Path).ShouldBe("not a folder");
    }

    [Theory]
    [InlineData("scene.json")]
    [InlineData("manifest.json")]
    [InlineData("film.mp4")]
    [InlineData("film.mp4", "--restart")]
    [InlineData("scene.json", "--restart")]
    [InlineData("frames/000003.png", "--restart")]
    public async Task A_file_that_no_job_wrote_is_not_overwritten(string name, params string[] flags)
    {
        FaultJob job = new(FaultScene.Short, _home.Path);
        string file = Path.Combine(job.Folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "{ \"somebody\": \"else's\" }");

        (await job.RenderAsync(null, flags)).ShouldBeRefused(job.Folder.Path, "-o");

        Directory.EnumerateFiles(job.Folder.Path, "*", SearchOption.AllDirectories).ShouldBe([file]);
        File.ReadAllText(file).ShouldBe("{ \"somebody\": \"else's\" }");
    }

    [Fact]
    public async Task A_scene_beside_which_it_would_be_rendered_stays_as_it_was_written()
    {
        string scene = _home.Combine("scene.json");
        File.Move(FaultScene.Short.WriteTo(_home.Path), scene, overwrite: true);
        File.AppendAllText(scene, "// mine\n");
        string before = File.ReadAllText(scene);

        (await MandelProcess.RunAsync(["render", scene, "-o", _home.Path, "--restart"])).ShouldBeRefused(scene, "-o");

        File.ReadAllText(scene).ShouldBe(before);
    }

    [Fact]
    public async Task A_start_over_keeps_a_users_files()
    {
        FaultJob job = Finished();
        string[] mine = [".notes.tmp", "journal.db.bak", "film.txt", "frames/cat.png", "frames/.cat.tmp"];
        foreach (string name in mine) File.WriteAllText(Path.Combine(job.Folder.Path, name), name);

        (await job.RenderAsync(null, "--restart")).ShouldBeDone();

        foreach (string name in mine) File.ReadAllText(Path.Combine(job.Folder.Path, name)).ShouldBe(name);
    }

    [SkippableFact]
    public async Task Frames_removed_while_the_job_runs_are_made_again()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 3);
        string frames = Path.GetDirectoryName(job.Folder.Frame(0))!;
        Directory.Move(frames, _home.Combine("taken"));
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();

        (await mandel.WaitAsync()).ShouldBeDone();

        job.Folder.FinalFrames.Order().ShouldBe(Enumerable.Range(0, FaultScene.Long.Frames));
        foreach (int frame in job.Folder.FinalFrames) RenderedFolder.Hash(job.Folder.Frame(frame)).ShouldBe(golden.Long.FrameHashes[frame]);
        job.Folder.FilmHashes().ShouldBe(golden.Long.FilmHashes);
    }

    [SkippableFact]
    public async Task A_journal_removed_while_the_job_runs_is_no_success()
    {
        Skip.If(Lacking.Signals is not null, Lacking.Signals);
        FaultJob job = new(FaultScene.Long, _home.Path);
        await using MandelProcess mandel = await job.StartAndHaltAsync(frames: 3);
        File.Delete(job.Folder.JournalPath);
        mandel.Send(PosixSignal.Continue).ShouldBeTrue();

        MandelResult result = await mandel.WaitAsync();

        result.ExitCode.ShouldBe(1);
        result.ShouldSpeakPlainly(job.Folder.JournalPath);
        (await job.RenderAsync(null, "--restart")).ShouldBeDone();
        job.Folder.ShouldEqual(golden.Long);
    }

    [Fact]
    public async Task A_scene_that_is_not_there_is_named_and_nothing_is_written()
    {
        string missing = _home.Combine("nowhere.json");

        MandelResult result = await MandelProcess.RunAsync(["render", missing, "-o", _home.Combine("job")]);

        result.ShouldBeRefused(missing);
        Directory.Exists(_home.Combine("job")).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task A_damaged_journal_is_named_and_the_frames_are_left_alone(int intactBytes)
    {
        FaultJob job = Finished();
        byte[] content = File.ReadAllBytes(job.Folder.JournalPath);
        content.Length.ShouldBeGreaterThan(2 * intactBytes);
        content.AsSpan(intactBytes).Fill((byte)'?');
        File.WriteAllBytes(job.Folder.JournalPath, content);
        Dictionary<int, DateTime> times = job.Folder.FrameTimes();

        MandelResult result = await job.RenderAsync();

        result.ExitCode.ShouldBeOneOf(1, 2);
        result.ShouldSpeakPlainly("journal.db");
        job.Folder.FrameTimes().ShouldBe(times, ignoreOrder: true);
    }

    private FaultJob Finished()
    {
        FaultJob job = new(FaultScene.Short, _home.Path);
        golden.Short.Folder.CopyTo(job.Folder.Path);
        return job;
    }
}
