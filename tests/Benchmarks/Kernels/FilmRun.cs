using System.Diagnostics;
using System.Globalization;
using MandelActors.Fractals;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Benchmarks.Kernels;

/// <summary>
/// <c>film</c>: what the fields of the seahorse film cost (1280 × 720, radius 1.25 to 10⁻¹² in 300 frames, automatic
/// limit), estimated from every tenth frame.
/// </summary>
internal static class FilmRun
{
    private const int Frames = 300, Step = 10;

    public static void Run(string[] arguments)
    {
        var path = new ZoomPath(
        [
            new PathKey(0, ExactDecimal.Parse("-0.75"), default, ExactDecimal.Parse("1.25")),
            new PathKey(1, ExactDecimal.Parse("-0.743643887037151"), ExactDecimal.Parse("0.13182590420533"), ExactDecimal.Parse("1e-12"), Easing.Both),
        ]);
        using var device = new CpuDevice();
        var field = new double[1280 * 720];
        var total = 0.0;
        for (var frame = Step / 2; frame < Frames; frame += Step)
        {
            var task = new EscapeTask(path.At(frame / (Frames - 1.0), 1280, 720), new EscapeRule(), IterationLimit.Auto);
            var start = Stopwatch.GetTimestamp();
            var statistics = device.Render(task, field, CancellationToken.None);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            total += seconds;
            Figures.Print(arguments, new { frame, seconds, statistics.Limit, statistics.Iterations, statistics.Undecided }, string.Create(
                CultureInfo.InvariantCulture,
                $"frame {frame,3}  {seconds * 1000,7:F1} ms  limit {statistics.Limit,7}  {statistics.Iterations / 1e6,8:F0} M iterations  {statistics.Undecided} undecided"));
        }

        Figures.Print(arguments, new { Frames, Seconds = total * Step }, string.Create(CultureInfo.InvariantCulture, $"{Frames} frames: about {total * Step:F1} s"));
    }
}
