using System.Diagnostics;
using System.Globalization;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;
using MandelActors.Kernels;

namespace MandelActors.Benchmarks.Kernels;

/// <summary>
/// <c>lyapunov</c>: Zircon Zity (900 × 600, 400 iterations, palette managua), computed and coloured, and a film of ACDBCD (512², 100 iterations, C and D on a
/// circle), frames a second computed and coloured; on one thread and on all, for every vector width.
/// </summary>
internal static class LyapunovRun
{
    private const int Repetitions = 20, Frames = 60;

    private static readonly LyapunovTask ZirconZity =
        new(new LyapunovView(900, 600, 2.5, 3.4, 3.4, 4.0), LyapunovSequence.Parse("BBBBBBAAAAAA"), new LyapunovRule(400));

    private static readonly LyapunovTask Film = new(new LyapunovView(512, 512), LyapunovSequence.Parse("ACDBCD"), new LyapunovRule(100));

    public static void Run(string[] arguments)
    {
        foreach (var threads in new[] { 1, Environment.ProcessorCount }.Distinct())
            foreach (var lanes in (LaneWidth[])[LaneWidth.Vector512, LaneWidth.Vector256, LaneWidth.Vector128, LaneWidth.Scalar])
                Measure(arguments, new DeviceOptions(lanes, threads));
    }

    private static void Measure(string[] arguments, DeviceOptions options)
    {
        using var device = new CpuDevice(options);
        var field = new double[ZirconZity.FieldLength];
        long steps = 0;
        var (compute, computeLeast) = Median(() => steps = device.Render(ZirconZity, field, CancellationToken.None).Iterations);
        var (colour, _) = Median(() => Colour(ZirconZity, field, options.EffectiveThreads));
        var film = new double[Film.FieldLength];
        var (second, _) = Median(() =>
        {
            for (var frame = 0; frame < Frames; frame++)
            {
                var (sine, cosine) = Math.SinCos(frame * Math.Tau / Frames);
                var task = Film with { View = Film.View with { Constants = [3 - 0.2 * sine, 3 + 0.2 * cosine] } };
                device.Render(task, film, CancellationToken.None);
                Colour(task, film, options.EffectiveThreads);
            }
        });
        var figure = new
        {
            Lanes = (int)options.EffectiveLanes,
            Threads = options.EffectiveThreads,
            ZityComputeMs = compute * 1000,
            ZityComputeLeastMs = computeLeast * 1000,
            ZityColourMs = colour * 1000,
            GigaStepsPerCore = steps / compute / options.EffectiveThreads / 1e9,
            FilmFramesPerSecond = Frames / second,
        };
        Figures.Print(arguments, figure, string.Create(CultureInfo.InvariantCulture,
            $"{figure.Lanes,3} bits {figure.Threads,2} threads  Zircon Zity {figure.ZityComputeMs,7:F2} ms (least {figure.ZityComputeLeastMs:F2}) + colour {figure.ZityColourMs,5:F2} ms, {figure.GigaStepsPerCore:F2} G steps/s per core  film {figure.FilmFramesPerSecond,6:F0} frames/s"));
    }

    private static void Colour(LyapunovTask task, double[] field, int threads)
    {
        var colouring = new FieldColouring(new ColourSettings { Palette = Palette.Get("managua"), Map = ColourMap.Exponent }, task.View.Width, task.View.Height, threads: threads);
        colouring.Add(field);
        colouring.Finish();
    }

    /// <summary>Median and least, in seconds; the first run compiles and is not counted.</summary>
    private static (double Median, double Least) Median(Action action)
    {
        var times = new double[Repetitions];
        for (var repetition = -1; repetition < Repetitions; repetition++)
        {
            var start = Stopwatch.GetTimestamp();
            action();
            if (repetition >= 0) times[repetition] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        return ((times[Repetitions / 2 - 1] + times[Repetitions / 2]) / 2, times[0]);
    }
}
