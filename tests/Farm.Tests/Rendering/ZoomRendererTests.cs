using MandelActors.Farm.Rendering;
using MandelActors.Fractals;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;
using MandelActors.Kernels;

namespace MandelActors.Farm.Tests.Rendering;

public sealed class ZoomRendererTests
{
    [Fact]
    public void A_frame_is_the_same_on_any_number_of_threads_and_any_vector_width()
    {
        var scene = TestScenes.Load("image.samples=3");
        using var plain = new CpuDevice(new DeviceOptions(LaneWidth.Scalar, Threads: 1));
        using var wide = new CpuDevice(new DeviceOptions(LaneWidth.Auto, Threads: 4));

        for (var frame = 0; frame < scene.Film.FrameCount; frame += 3)
        {
            var expected = new ZoomRenderer(scene, threads: 1).Render(frame, plain, CancellationToken.None);
            new ZoomRenderer(scene).Render(frame, wide, CancellationToken.None).Pixels.ShouldBe(expected.Pixels);
        }
    }

    [Fact]
    public void Frames_may_be_computed_ahead_of_being_finished()
    {
        using var device = new CpuDevice();
        var renderer = new ZoomRenderer(TestScenes.Load());
        var alone = renderer.Render(4, device, CancellationToken.None);

        using var ahead = renderer.Compute(4, device, CancellationToken.None);
        using var next = renderer.Compute(5, device, CancellationToken.None);
        ahead.Colour().Pixels.ShouldBe(alone.Pixels);
        next.Colour().Pixels.ShouldNotBe(alone.Pixels);
        ahead.Dispose();
        Should.Throw<ObjectDisposedException>(() => ahead.Colour());
    }

    [Fact]
    public void The_path_begins_and_ends_exactly_at_its_keys()
    {
        var renderer = new ZoomRenderer(TestScenes.Load());

        renderer.ViewAt(0).Radius.ToString().ShouldBe("1.25");
        var last = renderer.ViewAt(renderer.FrameCount - 1);
        last.Radius.ToString().ShouldBe("0.000001");
        last.CentreIm.ToString().ShouldBe("0.13182590420533");
        Should.Throw<ArgumentOutOfRangeException>(() => renderer.ViewAt(renderer.FrameCount));
        Should.Throw<ArgumentOutOfRangeException>(() => renderer.ViewAt(-1));
    }

    [Fact]
    public void Words_of_the_scene_reach_the_kernel_and_the_colours()
    {
        var scene = TestScenes.Load(
            "sampling=corner", "rows=up", "colour.map=mandeltorch", "colour.palette=inferno", """colour.period=[{"at":0,"value":100},{"at":1,"value":200}]""", "colour.offset=0.5");
        var renderer = new ZoomRenderer(scene);

        var view = renderer.ViewAt(0);
        (view.Sampling, view.Rows, view.Width, view.Height).ShouldBe((Sampling.Corner, RowOrder.Up, 96, 54));
        var colour = renderer.ColourAt(9);
        (colour.Map, colour.Period, colour.Offset).ShouldBe((ColourMap.Mandeltorch, 200, 0.5));
        renderer.ColourAt(0).Period.ShouldBe(100);
        colour.Interior.ShouldBe(Palette.Get("inferno").Entry(0));
    }

    [Fact]
    public void Samples_of_one_frame_share_the_limit_that_auto_found()
    {
        using var device = new RecordingDevice();
        var statistics = new ZoomRenderer(TestScenes.Load("image.samples=4")).Compute(6, device, CancellationToken.None).Statistics;

        device.Tasks.Select(task => task.Limit.IsAuto).ShouldBe([true, false, false, false]);
        device.Tasks.Skip(1).Select(task => task.Limit.Value).ShouldAllBe(limit => limit == statistics.Limit);
        device.Tasks.Select(task => (task.OffsetX, task.OffsetY)).ShouldBe(SamplePattern.Offsets(4));
    }

    [Fact]
    public void More_samples_make_a_smoother_picture_of_the_same_view()
    {
        using var device = new CpuDevice();
        var one = new ZoomRenderer(TestScenes.Load()).Render(5, device, CancellationToken.None);
        var sixteen = new ZoomRenderer(TestScenes.Load("image.samples=16")).Render(5, device, CancellationToken.None);

        Roughness(sixteen).ShouldBeLessThan(Roughness(one));
        Mean(sixteen).ShouldBe(Mean(one), 12.0);
    }

    [Theory]
    [InlineData("colour.map=distance", "image.samples=1")]
    [InlineData("colour.map=distance", "image.samples=3")]
    [InlineData("colour.shading=boundary", "image.samples=1")]
    [InlineData("colour.shading=boundary", "image.samples=3")]
    public void Colours_by_distance_are_the_same_on_any_number_of_threads_and_any_vector_width(string colour, string samples)
    {
        var scene = TestScenes.Load(colour, samples);
        using var plain = new CpuDevice(new DeviceOptions(LaneWidth.Scalar, Threads: 1));
        using var wide = new CpuDevice(new DeviceOptions(LaneWidth.Auto, Threads: 4));
        foreach (var frame in (int[])[0, 5])
        {
            var expected = new ZoomRenderer(scene, threads: 1).Render(frame, plain, CancellationToken.None);
            new ZoomRenderer(scene).Render(frame, wide, CancellationToken.None).Pixels.ShouldBe(expected.Pixels);
            expected.Pixels.ShouldNotBe(new ZoomRenderer(TestScenes.Load(samples)).Render(frame, plain, CancellationToken.None).Pixels);
        }
    }

    [Fact]
    public void Distances_are_asked_for_only_where_colours_need_them()
    {
        using var device = new RecordingDevice();
        new ZoomRenderer(TestScenes.Load()).Render(0, device, CancellationToken.None);
        new ZoomRenderer(TestScenes.Load("colour.shading=boundary")).Render(0, device, CancellationToken.None);
        device.Tasks.Select(task => task.WithDistance).ShouldBe([false, true]);
    }

    [Fact]
    public void A_cancelled_frame_throws_and_the_next_one_is_as_if_nothing_had_been()
    {
        using var device = new CpuDevice();
        var renderer = new ZoomRenderer(TestScenes.Load());
        var expected = renderer.Render(3, device, CancellationToken.None);

        Should.Throw<OperationCanceledException>(() => renderer.Render(3, device, new CancellationToken(canceled: true)));
        renderer.Render(3, device, CancellationToken.None).Pixels.ShouldBe(expected.Pixels);
    }

    private static double Roughness(Imaging.RgbImage image) =>
        Enumerable.Range(3, image.Pixels.Length - 3).Average(i => Math.Abs(image.Pixels[i] - image.Pixels[i - 3]));

    private static double Mean(Imaging.RgbImage image) => image.Pixels.Average(level => (double)level);

    /// <summary>The processor, noting down what it was asked.</summary>
    private sealed class RecordingDevice : IDevice
    {
        private readonly CpuDevice _device = new();

        public List<EscapeTask> Tasks { get; } = [];

        public DeviceInfo Info => _device.Info;

        public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
        {
            Tasks.Add(task);
            return _device.Render(task, field, cancellationToken);
        }

        public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) =>
            _device.Render(task, field, cancellationToken);

        public void Dispose() => _device.Dispose();
    }
}
