using MandelActors.Farm.Rendering;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;
using MandelActors.Kernels;

namespace MandelActors.Farm.Tests.Rendering;

public sealed class LyapunovRendererTests
{
    /// <summary>Frame 450 of 1800 as the program computed it that this kind of film comes from; it differs by the rounding of a logarithm.</summary>
    [Theory]
    [InlineData(0, 0, 0.013443294480299984)]
    [InlineData(31, 31, -0.16038700532069639)]
    [InlineData(63, 0, -2.07502420633294)]
    [InlineData(10, 50, -0.009689867083441318)]
    public void A_frame_of_the_original_programs_film_is_met_to_the_last_digits(int row, int column, double exponent)
    {
        var scene = LyapunovScenes.Load(
            "image.width=64", "image.height=64", "film.seconds=60", "film.fps=30", "motion={\"centre\":{\"C\":2.95,\"D\":2.95},\"radius\":0.25,\"ends\":\"twice\"}");
        using var device = new CpuDevice();
        var field = new double[64 * 64];

        new LyapunovRenderer(scene).ComputeField(450, device, field, CancellationToken.None);

        field[64 * row + column].ShouldBe(exponent, 1e-12);
    }

    [Theory]
    [InlineData("image.samples=1", "colour.stretch=none")]
    [InlineData("image.samples=3", "colour.stretch=none")]
    [InlineData("image.samples=3", "colour.stretch=frame")]
    [InlineData("image.samples=2", "sum=periods")]
    public void A_frame_is_the_same_on_any_number_of_threads_and_any_vector_width(params string[] assignments)
    {
        var scene = LyapunovScenes.Load(assignments);
        using var plain = new CpuDevice(new DeviceOptions(LaneWidth.Scalar, Threads: 1));

        foreach (var frame in (int[])[0, 7])
        {
            var expected = new LyapunovRenderer(scene, threads: 1).Render(frame, plain, CancellationToken.None);
            foreach (var lanes in (LaneWidth[])[LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512])
            {
                using var wide = new CpuDevice(new DeviceOptions(lanes, Threads: 3));
                new LyapunovRenderer(scene).Render(frame, wide, CancellationToken.None).Pixels.ShouldBe(expected.Pixels);
            }
        }
    }

    [Fact]
    public void Words_of_the_scene_reach_the_kernel_and_the_colours()
    {
        var renderer = new LyapunovRenderer(LyapunovScenes.Load(
            "sequence=ABBE", "constants.E=[{\"at\":0,\"value\":2},{\"at\":1,\"value\":3}]", "a.from=[{\"at\":0,\"value\":2.5},{\"at\":1,\"value\":3}]", "a.to=3.5", "b.from=3.4",
            "b.to=3.9", "iterations=77", "warmUp=5", "sum=periods", "image.samples=4", "colour.palette=twilight",
            "colour.contrast=[{\"at\":0,\"value\":1},{\"at\":1,\"value\":3}]", "colour.offset=0.25", "colour.stretch=frame", "colour.interior=palette"));
        using var device = new RecordingDevice();

        renderer.Render(9, device, CancellationToken.None);

        var view = new LyapunovView(65, 37, 3, 3.5, 3.4, 3.9);
        foreach (var task in device.Tasks)
        {
            (task.View with { Constants = view.Constants }).ShouldBe(view);
            task.View.Constants.ShouldBe([0, 0, 3]);
            task.Sequence.Text.ShouldBe("ABBE");
            task.Rule.ShouldBe(new LyapunovRule(77, 5, WholePeriods: true));
        }

        device.Tasks.Select(task => (task.OffsetX, task.OffsetY)).ShouldBe(SamplePattern.Offsets(4));
        var colour = renderer.ColourAt(9);
        (colour.Map, colour.Contrast, colour.Offset, colour.ContrastPerFrame).ShouldBe((ColourMap.Exponent, 3, 0.25, true));
        colour.Interior.ShouldBe(Palette.Get("twilight").Entry(0));
        renderer.ColourAt(0).Contrast.ShouldBe(1);
    }

    [Fact]
    public void Frames_may_be_computed_ahead_of_being_finished()
    {
        using var device = new CpuDevice();
        var renderer = new LyapunovRenderer(LyapunovScenes.Load());
        var alone = renderer.Render(4, device, CancellationToken.None);

        using var ahead = renderer.Compute(4, device, CancellationToken.None);
        using var next = renderer.Compute(5, device, CancellationToken.None);

        ahead.Colour().Pixels.ShouldBe(alone.Pixels);
        next.Colour().Pixels.ShouldNotBe(alone.Pixels);
        ahead.Statistics.Iterations.ShouldBeGreaterThan(65 * 37 * 98);
    }

    [Fact]
    public void A_loop_is_shown_without_its_first_frame_twice_unless_that_is_asked_for()
    {
        using var device = new CpuDevice();
        RgbImage Frame(int frame, string ends) =>
            new LyapunovRenderer(LyapunovScenes.Load($"motion.ends={ends}")).Render(frame, device, CancellationToken.None);

        Difference(Frame(9, "once"), Frame(0, "once")).ShouldBeGreaterThan(0.1);
        Difference(Frame(9, "twice"), Frame(0, "twice")).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void A_frame_that_is_not_there_is_refused()
    {
        var renderer = new LyapunovRenderer(LyapunovScenes.Load());

        Should.Throw<ArgumentOutOfRangeException>(() => renderer.ViewAt(10));
        Should.Throw<ArgumentOutOfRangeException>(() => renderer.ColourAt(-1));
    }

    /// <summary>The share of levels that differ at all.</summary>
    private static double Difference(RgbImage left, RgbImage right) =>
        left.Pixels.Zip(right.Pixels).Count(pair => pair.First != pair.Second) / (double)left.Pixels.Length;

    /// <summary>The processor, noting down what it was asked.</summary>
    private sealed class RecordingDevice : IDevice
    {
        private readonly CpuDevice _device = new();

        public List<LyapunovTask> Tasks { get; } = [];

        public DeviceInfo Info => _device.Info;

        public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken) => _device.Render(task, field, cancellationToken);

        public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
        {
            Tasks.Add(task);
            return _device.Render(task, field, cancellationToken);
        }

        public void Dispose() => _device.Dispose();
    }
}
