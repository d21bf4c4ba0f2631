using MandelActors.Farm.Local;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Farm.Tests.Rendering;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Scenes;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Local;

/// <summary>Films deeper than doubles reach: one reference for all frames, kept in the job's folder.</summary>
public sealed class DeepRenderTests : IDisposable
{
    private static readonly string Place = RepositoryRoot.Combine("scenes", "locations", "e113.kfr");

    private static readonly ZoomScene Scene = TestScenes.Load(
        "film.codec=apng", "image.width=32", "image.height=18", "film.fps=3",
        $$"""path.keys=[{"at":0,"location":"{{Place}}","radius":"1e-60"},{"at":1,"location":"{{Place}}"}]""");

    private readonly TemporaryFolder _temporary = new();
    private readonly JobFolder _folder;

    public DeepRenderTests() => _folder = new JobFolder(_temporary.Combine("job"));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task A_resumed_film_reads_its_reference_and_renders_the_same_bytes()
    {
        await RenderAsync();
        var frames = Hashes();
        var reference = Directory.EnumerateFiles(_folder.References).ShouldHaveSingleItem();
        var sound = File.ReadAllBytes(reference);

        Directory.Delete(_folder.Frames, recursive: true);
        await RenderAsync();
        Hashes().ShouldBe(frames);

        var damaged = (byte[])sound.Clone();
        damaged[^100] ^= 1;
        File.WriteAllBytes(reference, damaged);
        Directory.Delete(_folder.Frames, recursive: true);
        await RenderAsync();
        Hashes().ShouldBe(frames);
        File.ReadAllBytes(reference).ShouldBe(sound);
    }

    [Fact]
    public void Every_frame_after_the_first_finds_its_reference()
    {
        using CpuDevice device = new();
        ZoomRenderer renderer = new(Scene);
        var field = new double[32 * 18];

        var found = Enumerable.Range(0, renderer.FrameCount).Select(frame => renderer.ComputeField(frame, device, field, CancellationToken.None).Deep!.FromCache);

        found.ShouldBe([false, true, true]);
    }

    [Fact]
    public void A_store_spares_another_process_the_reference()
    {
        Directory.CreateDirectory(_folder.Path);
        var store = ReferenceStore.Of(_folder, SettingsLoader.Reference.Store);
        var first = Fields(new ReferenceLibrary(store), out var wasThere);
        wasThere.ShouldBeFalse();
        Fields(new ReferenceLibrary(store), out var isThere).ShouldBe(first);
        isThere.ShouldBeTrue();
    }

    [Fact]
    public void Who_waits_for_a_reference_hears_how_far_it_is()
    {
        Heard heard = new();
        using CpuDevice device = new();

        new ZoomRenderer(Scene) { Progress = heard }.ComputeField(2, device, new double[32 * 18], CancellationToken.None);

        heard.Last.Steps.ShouldBeGreaterThan(0);
    }

    private static double[] Fields(ReferenceLibrary library, out bool fromCache)
    {
        using CpuDevice device = new(null, library);
        var field = new double[32 * 18];
        fromCache = new ZoomRenderer(Scene).ComputeField(2, device, field, CancellationToken.None).Deep.ShouldNotBeNull().FromCache;
        return field;
    }

    private async Task RenderAsync()
    {
        using CpuDevice device = new(null, new ReferenceLibrary(ReferenceStore.Of(_folder, SettingsLoader.Reference.Store)));
        LocalOrder order = new(
            Scene, "scene.json", _folder.Path, FrameRange.All.Within(Scene.Film.FrameCount), Film: false, Restart: false, [device], SettingsLoader.Reference);
        RenderReport? last = null;
        await foreach (var report in new LocalRender(order).RunAsync()) last = report;
        last.ShouldBeOfType<RenderReport.Finished>().Problem.ShouldBeNull();
    }

    private string[] Hashes() =>
        [.. Directory.GetFiles(_folder.Frames).Order(StringComparer.Ordinal).Select(path => Sha256Hash.Of(File.ReadAllBytes(path)).ToString())];

    private sealed class Heard : IProgress<ReferenceProgress>
    {
        public ReferenceProgress Last { get; private set; }

        public void Report(ReferenceProgress value) => Last = value;
    }
}
