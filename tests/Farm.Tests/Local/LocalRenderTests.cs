using MandelActors.Farm.Local;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Nodes;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Local;

/// <summary>The whole farm in this process, on real folders, with a real journal, and the real processor unless a test breaks it.</summary>
public sealed class LocalRenderTests : IDisposable
{
    private static readonly ZoomScene Scene = TestScenes.Load("film.codec=apng");
    private readonly TemporaryFolder _temporary = new();
    private readonly JobFolder _folder;

    public LocalRenderTests()
    {
        _folder = new JobFolder(_temporary.Combine("job"));
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_film_is_rendered_and_a_second_run_finds_nothing_to_do()
    {
        var first = await RenderAsync();
        first.ShouldSatisfyAllConditions(
            () => first.Problem.ShouldBeNull(),
            () => first.Rendered.ShouldBe(10),
            () => first.FilmFile.ShouldBe(_folder.In("film.apng")),
            () => File.Exists(_folder.Manifest).ShouldBeTrue());
        var times = FrameTimes();

        var second = await RenderAsync();

        second.Problem.ShouldBeNull();
        second.Rendered.ShouldBe(0);
        FrameTimes().ShouldBe(times);
    }

    [Fact]
    public async Task Frames_are_those_of_the_renderer_whatever_the_order_of_work()
    {
        await RenderAsync();

        ZoomRenderer renderer = new(Scene);
        using CpuDevice device = new();
        foreach (int frame in (int[])[0, 4, 9])
        {
            using var file = File.OpenRead(_folder.Frame(new FrameNumber(frame)));
            Imaging.Png.PngReader.Read(file).Pixels.ShouldBe(renderer.Render(frame, device, CancellationToken.None).Pixels);
        }
    }

    [Fact]
    public async Task Two_devices_make_the_same_frames_as_one()
    {
        await RenderAsync();
        var alone = Hashes(_folder);
        JobFolder shared = new(_temporary.Combine("shared"));
        using ScriptedDevice left = new() { Id = "left" }, right = new() { Id = "right" };

        var finished = await RenderAsync(shared, [left, right]);

        finished.Problem.ShouldBeNull();
        Hashes(shared).ShouldBe(alone);
        (left.Calls + right.Calls).ShouldBe(10);
    }

    [Fact]
    public async Task A_poison_frame_is_quarantined_while_the_others_finish_and_tried_again_by_the_next_run()
    {
        var poison = new ZoomRenderer(Scene).ViewAt(3).Radius;
        using ScriptedDevice device = new() { Before = (_, view) => ThrowIf(view.Radius == poison) };

        var finished = await RenderAsync(_folder, [device]);

        finished.Succeeded.ShouldBeFalse();
        finished.Problem.ShouldNotBeNull().ShouldContain("scripted failure");
        finished.Status!.Done.ShouldBe(9);
        finished.Status.Quarantined.ShouldBe(1);
        device.Calls.ShouldBe(9 + 3);

        var again = await RenderAsync();
        again.Problem.ShouldBeNull();
        again.Rendered.ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_crashes_once_is_started_again_and_nothing_is_missing()
    {
        using ScriptedDevice device = new() { Before = (call, _) => ThrowIf(call == 4) };

        var finished = await RenderAsync(_folder, [device]);

        finished.Problem.ShouldBeNull();
        finished.Status!.Devices.Single().Failures.ShouldBe(1);
        Directory.GetFiles(_folder.Frames).Length.ShouldBe(10);
    }

    [Fact]
    public async Task Other_bytes_for_a_frame_rendered_anew_raise_an_alarm()
    {
        await RenderAsync();
        File.Delete(_folder.Frame(new FrameNumber(5)));
        using ScriptedDevice wrong = new() { After = (_, field) => field[0] += 20 };

        var finished = await RenderAsync(_folder, [wrong]);

        finished.Status!.Disputes.ShouldBe(1);
        finished.Status.Warnings.ShouldContain(warning => warning.StartsWith("ALARM: frame 5", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_run_leaves_nothing_half_done_and_is_resumed()
    {
        using CancellationTokenSource cancellation = new();
        // However long word of it takes to reach the device, no more than those before are rendered.
        using ScriptedDevice device = new() { Before = (call, _) => CancelAt(call, 6, cancellation), EndlessFrom = 6 };

        await Should.ThrowAsync<OperationCanceledException>(() => RenderAsync(_folder, [device], cancellation.Token));

        Directory.GetFiles(_folder.Frames, ".*").ShouldBeEmpty();
        int kept = Directory.GetFiles(_folder.Frames).Length;
        kept.ShouldBeLessThan(10);
        var resumed = await RenderAsync();
        resumed.Problem.ShouldBeNull();
        resumed.Rendered.ShouldBe(10 - kept);
    }

    [Fact]
    public async Task Only_the_frames_asked_for_are_rendered_and_no_film_is_made_of_them()
    {
        var finished = await RenderAsync(order => order with { Frames = new FrameRange(2, 4) });

        finished.Problem.ShouldBeNull();
        finished.FilmFile.ShouldBeNull();
        Directory.GetFiles(_folder.Frames).Select(Path.GetFileName).Order().ShouldBe(["000002.png", "000003.png", "000004.png"]);
    }

    [Fact]
    public async Task Another_films_encoding_replaces_the_film_and_no_frame()
    {
        await RenderAsync();
        var times = FrameTimes();
        var looped = Scene with { Film = Scene.Film with { Loop = 3 } };
        byte[] before = File.ReadAllBytes(_folder.In("film.apng"));

        await RenderAsync(order => order with { Scene = looped });

        FrameTimes().ShouldBe(times);
        File.ReadAllBytes(_folder.In("film.apng")).ShouldNotBe(before);
    }

    [Fact]
    public async Task A_lost_scene_file_is_written_again_from_the_journals_word()
    {
        await RenderAsync();
        var times = FrameTimes();
        byte[] scene = File.ReadAllBytes(_folder.Scene);
        File.Delete(_folder.Scene);

        (await RenderAsync()).Problem.ShouldBeNull();

        FrameTimes().ShouldBe(times);
        File.ReadAllBytes(_folder.Scene).ShouldBe(scene);
    }

    [Fact]
    public async Task Frames_of_an_unknown_scene_are_not_touched()
    {
        await RenderAsync();
        File.Delete(_folder.Scene);
        var times = FrameTimes();

        var finished = await RenderAsync(order => order with { Scene = TestScenes.Load("film.codec=apng", "iterations=77") });

        finished.Problem.ShouldNotBeNull().ShouldContain("--restart");
        FrameTimes().ShouldBe(times);
    }

    [Fact]
    public async Task A_restart_clears_ours_and_leaves_foreign_files()
    {
        await RenderAsync();
        File.WriteAllText(_folder.In("notes.txt"), "mine");
        Directory.CreateDirectory(_folder.References);
        foreach (string name in (string[])["a.ref", ".a.ref.tmp", "notes.txt"]) File.WriteAllText(Path.Combine(_folder.References, name), "x");
        var other = TestScenes.Load("film.codec=apng", "iterations=77");
        await Should.ThrowAsync<BadInputException>(() => RenderAsync(order => order with { Scene = other }));

        var finished = await RenderAsync(order => order with { Scene = other, Restart = true });

        finished.Problem.ShouldBeNull();
        finished.Rendered.ShouldBe(10);
        File.ReadAllText(_folder.In("notes.txt")).ShouldBe("mine");
        Directory.EnumerateFiles(_folder.References).Select(path => Path.GetFileName(path)).ShouldBe(["notes.txt"]);
    }

    private static void ThrowIf(bool condition)
    {
        if (condition) throw new InvalidOperationException("scripted failure");
    }

    private static void CancelAt(int call, int at, CancellationTokenSource cancellation)
    {
        if (call == at) cancellation.Cancel();
    }

    private Task<RenderReport.Finished> RenderAsync() => RenderAsync(order => order);

    private async Task<RenderReport.Finished> RenderAsync(Func<LocalOrder, LocalOrder> change)
    {
        using CpuDevice device = new();
        return await RunAsync(change(Order(_folder, [device])), CancellationToken.None);
    }

    private static Task<RenderReport.Finished> RenderAsync(JobFolder folder, IReadOnlyList<IDevice> devices, CancellationToken cancellationToken = default) =>
        RunAsync(Order(folder, devices), cancellationToken);

    private static LocalOrder Order(JobFolder folder, IReadOnlyList<IDevice> devices) => new(
        Scene, "scene.json", folder.Path, FrameRange.All.Within(Scene.Film.FrameCount), Film: true, Restart: false, devices, SettingsLoader.Reference);

    private static async Task<RenderReport.Finished> RunAsync(LocalOrder order, CancellationToken cancellationToken)
    {
        RenderReport? last = null;
        await foreach (var report in new LocalRender(order).RunAsync(cancellationToken)) last = report;
        return last.ShouldBeOfType<RenderReport.Finished>();
    }

    private static string[] Hashes(JobFolder folder) =>
        [.. Directory.GetFiles(folder.Frames).Order(StringComparer.Ordinal).Select(path => Sha256Hash.Of(File.ReadAllBytes(path)).ToString())];

    private Dictionary<string, DateTime> FrameTimes() => Directory.GetFiles(_folder.Frames).ToDictionary(path => path, File.GetLastWriteTimeUtc);
}
