using System.Diagnostics;
using System.Globalization;
using MandelActors.Fractals;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Benchmarks.Kernels;

/// <summary>
/// <c>stack</c>: levels 0, 500, … 19,500 of the dask stack: 512², whole counts beyond 2, 256 iterations, corner sampling.
/// Level i is 3/1.00025^i high. NumPy and dask take 9.9 s for them on two cores.
/// </summary>
internal static class StackRun
{
    private const int Repetitions = 15;

    public static void Run(string[] arguments)
    {
        var tasks = Enumerable.Range(0, 40).Select(i => TaskOf(500 * i)).ToArray();
        using var device = new CpuDevice();
        var field = new double[512 * 512];
        var times = new double[Repetitions];
        long iterations = 0;
        // The first pass compiles the kernel.
        for (var repetition = -1; repetition < Repetitions; repetition++)
        {
            iterations = 0;
            var start = Stopwatch.GetTimestamp();
            foreach (var task in tasks) iterations += device.Render(task, field, CancellationToken.None).Iterations;
            if (repetition >= 0) times[repetition] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        Array.Sort(times);
        var figure = new { Levels = tasks.Length, Threads = device.Info.ComputeUnits, Iterations = iterations, Shortest = times[0], Median = times[Repetitions / 2] };
        Figures.Print(arguments, figure, string.Create(CultureInfo.InvariantCulture,
            $"{figure.Levels} levels on {figure.Threads} threads: shortest {figure.Shortest:F3} s, median {figure.Median:F3} s, {iterations / 1e6:F0} M iterations"));
    }

    private static EscapeTask TaskOf(int level) => new(
        new View(
            ExactDecimal.Parse("-0.743645857047151"), ExactDecimal.Parse("0.13182592380533"),
            ExactDecimal.FromDouble(1.5 / Math.Pow(1.00025, level)), 512, 512, Sampling.Corner, RowOrder.Up),
        new EscapeRule(2, CountKind.Whole),
        IterationLimit.Fixed(256));
}
