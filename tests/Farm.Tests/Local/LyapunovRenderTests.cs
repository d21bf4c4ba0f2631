using MandelActors.Farm.Local;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Local;

/// <summary>Films of exponents as jobs of the farm, their file beside the job's folder.</summary>
public sealed class LyapunovRenderTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly JobFolder _folder;
    private readonly string _film;

    public LyapunovRenderTests()
    {
        _film = _temporary.Combine("out.apng");
        _folder = new JobFolder(_film + ".job");
    }

    public void Dispose() => _temporary.Dispose();

    /// <summary>The program that this kind of film comes from lost frames unless their number suited its processes.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(23)]
    public async Task Any_number_of_frames_is_rendered_to_the_last(int frames)
    {
        var finished = await RenderAsync(LyapunovScenes.Load("film.fps=1", $"film.seconds={frames}"));

        finished.Problem.ShouldBeNull();
        finished.Rendered.ShouldBe(frames);
        finished.FilmFile.ShouldBe(_film);
        Directory.GetFiles(_folder.Frames).Length.ShouldBe(frames);
        Directory.GetFiles(_folder.Path).Select(Path.GetFileName).ShouldNotContain(name => name!.StartsWith("film", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Frames_are_those_of_the_renderer_whatever_the_order_of_work()
    {
        var scene = LyapunovScenes.Load();
        await RenderAsync(scene);

        LyapunovRenderer renderer = new(scene);
        using CpuDevice device = new();
        foreach (int frame in (int[])[0, 4, 9])
        {
            using var file = File.OpenRead(_folder.Frame(new FrameNumber(frame)));
            Imaging.Png.PngReader.Read(file).Pixels.ShouldBe(renderer.Render(frame, device, CancellationToken.None).Pixels);
        }
    }

    [Fact]
    public async Task A_second_run_finds_nothing_to_do_and_a_lost_film_is_made_again()
    {
        var scene = LyapunovScenes.Load();
        await RenderAsync(scene);
        var film = File.ReadAllBytes(_film);

        (await RenderAsync(scene)).Rendered.ShouldBe(0);
        File.Delete(_film);
        (await RenderAsync(scene)).Rendered.ShouldBe(0);

        File.ReadAllBytes(_film).ShouldBe(film);
    }

    [Fact]
    public async Task A_frame_that_came_to_harm_is_rendered_again_and_no_other()
    {
        var scene = LyapunovScenes.Load();
        await RenderAsync(scene);
        var frame = _folder.Frame(new FrameNumber(6));
        var whole = File.ReadAllBytes(frame);
        File.WriteAllBytes(frame, whole[..^20]);

        var finished = await RenderAsync(scene);

        finished.Problem.ShouldBeNull();
        finished.Rendered.ShouldBe(1);
        File.ReadAllBytes(frame).ShouldBe(whole);
    }

    [Fact]
    public async Task A_file_that_no_job_made_is_not_replaced()
    {
        File.WriteAllText(_film, "mine");

        foreach (var restart in (bool[])[false, true])
        {
            var error = await Should.ThrowAsync<BadInputException>(() => RenderAsync(LyapunovScenes.Load(), restart));
            error.Origin.ShouldBe(_film);
            error.Message.ShouldContain("choose another name with -o, or remove it");
        }

        File.ReadAllText(_film).ShouldBe("mine");
        Directory.Exists(_folder.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_scene_needs_another_name_or_a_restart()
    {
        await RenderAsync(LyapunovScenes.Load());
        var film = File.ReadAllBytes(_film);
        var other = LyapunovScenes.Load("motion.radius=0.5");

        var error = await Should.ThrowAsync<BadInputException>(() => RenderAsync(other));
        (error.Key, File.ReadAllBytes(_film).SequenceEqual(film)).ShouldBe(("motion.radius", true));
        error.Message.ShouldContain("choose another name with -o, or start this one over with --restart");

        (await RenderAsync(other, restart: true)).Rendered.ShouldBe(10);
        File.ReadAllBytes(_film).ShouldNotBe(film);
    }

    private async Task<RenderReport.Finished> RenderAsync(LyapunovScene scene, bool restart = false)
    {
        using CpuDevice device = new();
        LocalOrder order = new(scene, "scene.json", _folder.Path, FrameRange.All.Within(scene.FrameCount), Film: true, restart, [device], SettingsLoader.Reference) { Product = _film };
        RenderReport? last = null;
        await foreach (var report in new LocalRender(order).RunAsync()) last = report;
        return last.ShouldBeOfType<RenderReport.Finished>();
    }
}
