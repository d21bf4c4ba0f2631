using MandelActors.Farm.Rendering;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Kernels.CrossChecks;
using MandelActors.Kernels.Pictures;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Tests.Rendering;

/// <summary>What a device colours is what this machine makes of the device's fields.</summary>
public sealed class DevicePictureTests
{
    private static readonly DeviceCatalog Catalog = new();

    public static TheoryData<string> Devices
    {
        get
        {
            string[] found = [.. Catalog.Devices.Select(device => device.Id).Where(id => id != "cpu")];
            return new(found.Length == 0 ? ["none"] : found);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Zoom_films_have_the_same_pixels_by_every_map(string name)
    {
        using var device = Open(name);
        foreach (var assignments in (string[][])
            [
                ["colour.map=cycle"],
                ["colour.map=cycle", "iterations=auto"],
                ["colour.map=histogram", "colour.palette=viridis", "colour.period=2"],
                ["colour.map=mandeltorch", "colour.palette=inferno", "escape.count=whole", "iterations=3000"],
                ["colour.map=distance", "colour.period=3"],
                ["colour.shading=boundary", "colour.map=histogram"],
                ["path.keys[1].radius=1e-25", "iterations=1500"],
            ])
            foreach (var samples in (int[])[1, 4])
                ShouldAgree(TestScenes.Load([.. assignments, $"image.samples={samples}", "image.width=97", "image.height=53"]), device, isColoured: true);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Lyapunov_films_have_the_same_pixels_with_every_stretch_and_palette(string name)
    {
        using var device = Open(name);
        foreach (var stretch in (string[])["none", "frame"])
            foreach (var palette in (string[])["twilight", "viridis"])
                foreach (var samples in (int[])[1, 4])
                    ShouldAgree(LyapunovScenes.Load($"colour.stretch={stretch}", $"colour.palette={palette}", $"image.samples={samples}"), device, isColoured: true);
        // Columns that run off give NaN, one colour too many for indices.
        ShouldAgree(LyapunovScenes.Load("colour.palette=viridis", "a.from=-1", "a.to=5"), device, isColoured: true);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void What_a_device_cannot_colour_is_coloured_from_its_fields(string name)
    {
        using var device = Open(name);
        ShouldAgree(TestScenes.Load("image.bitDepth=16"), device, isColoured: false);
        ShouldAgree(TestScenes.Load("colour.map=mandeltorch"), device, isColoured: false);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Frames_may_be_computed_ahead_and_finished_anywhere_even_after_their_device(string name)
    {
        var renderer = new LyapunovRenderer(LyapunovScenes.Load("image.width=301", "image.height=203"));
        using var reference = Open(name);
        byte[][] expected = [.. Enumerable.Range(0, 7).Select(frame => renderer.Render(frame, new FieldsOnly(reference), CancellationToken.None).Pixels)];

        ComputedLyapunovFrame[] ahead;
        using (var device = Open(name)) ahead = [.. Enumerable.Range(0, 7).Select(frame => renderer.Compute(frame, device, CancellationToken.None))];

        Parallel.For(0, 7, i =>
        {
            using var frame = ahead[6 - i];
            // One is never asked for.
            if (i != 3) frame.Colour().Pixels.ShouldBe(expected[6 - i]);
        });
        Should.Throw<ObjectDisposedException>(() => ahead[0].Colour());
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_cancelled_frame_throws_and_the_next_one_is_as_if_nothing_had_been(string name)
    {
        using var device = Open(name);
        var renderer = new ZoomRenderer(TestScenes.Load("iterations=500"));
        var expected = renderer.Render(3, device, CancellationToken.None);

        Should.Throw<OperationCanceledException>(() => renderer.Render(3, device, new CancellationToken(canceled: true)));
        renderer.Render(3, device, CancellationToken.None).Pixels.ShouldBe(expected.Pixels);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_cross_check_sees_numbers_and_colours_of_a_picture_that_the_device_coloured(string name)
    {
        using var device = Open(name);
        foreach (var renderer in (FrameRenderer[])
            [
                new ZoomRenderer(TestScenes.Load("iterations=500", "image.samples=3", "colour.map=histogram")),
                new ZoomRenderer(TestScenes.Load("iterations=500", "image.samples=2", "colour.shading=boundary")),
                new LyapunovRenderer(LyapunovScenes.Load("colour.stretch=frame")),
                new LyapunovRenderer(LyapunovScenes.Load("image.samples=2")),
            ])
        {
            var sampled = new SampledDevice(new NoFields(device), [1, 2, 3]);
            using var frame = renderer.Compute(4, sampled, CancellationToken.None);
            CrossCheck.Run(sampled.Fields, new ReferenceLibrary(), CancellationToken.None).IsPassed.ShouldBeTrue();
            frame.Finish(new PngOptions());
            frame.CountMiscoloured(sampled.Fields).ShouldBe(0);

            foreach (var field in sampled.Fields) Array.Reverse(field.Values);
            frame.CountMiscoloured(sampled.Fields).ShouldBeGreaterThan(sampled.Fields[0].Pixels.Count / 4);
        }
    }

    private static ReopenedDevice Open(string name)
    {
        Skip.If(name == "none", "no OpenCL device is here: apt-get install pocl-opencl-icd ocl-icd-libopencl1 makes one of the processor");
        return new ReopenedDevice(() => Catalog.Open(name));
    }

    private static void ShouldAgree(Scene scene, IDevice device, bool isColoured)
    {
        foreach (var frame in (int[])[0, 6])
        {
            var expected = Render(scene, frame, new FieldsOnly(device));
            Render(scene, frame, isColoured ? new NoFields(device) : device).ShouldBe(expected, $"frame {frame} of {scene}");
        }
    }

    private static byte[] Render(Scene scene, int frame, IDevice device)
    {
        using var computed = (ComputedPicture)FrameRenderer.For(scene).Compute(frame, device, CancellationToken.None);
        return computed.Colour().Pixels;
    }

    /// <summary>A device that colours nothing.</summary>
    private sealed class FieldsOnly(IDevice device) : IDevice
    {
        public DeviceInfo Info => device.Info;

        public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken) => device.Render(task, field, cancellationToken);

        public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => device.Render(task, field, cancellationToken);

        public void Dispose()
        {
            // The device stays its owner's.
        }
    }

    /// <summary>A device that lets no field out.</summary>
    private sealed class NoFields(IDevice device) : IDevice
    {
        public DeviceInfo Info => device.Info;

        public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken) => throw new InvalidOperationException("a field was asked for");

        public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => throw new InvalidOperationException("a field was asked for");

        public IDevicePicture? BeginPicture(PictureTask picture) => device.BeginPicture(picture);

        public void Dispose()
        {
            // The device stays its owner's.
        }
    }
}
