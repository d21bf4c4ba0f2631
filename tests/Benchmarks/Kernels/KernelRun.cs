using System.Globalization;
using MandelActors.Kernels;

namespace MandelActors.Benchmarks.Kernels;

/// <summary><c>kernel</c>: the two views of <see cref="KernelBenchmark"/> for every vector width, on one thread and on all.</summary>
internal static class KernelRun
{
    private const int Repetitions = 15;

    public static void Run(string[] arguments)
    {
        foreach (var threads in ThreadCounts())
            foreach (var lanes in (LaneWidth[])[LaneWidth.Vector512, LaneWidth.Vector256, LaneWidth.Vector128, LaneWidth.Scalar])
                foreach (var m in KernelBenchmark.Run(new DeviceOptions(lanes, threads), Repetitions, CancellationToken.None))
                    Figures.Print(arguments, m, string.Create(CultureInfo.InvariantCulture,
                        $"{m.Name,-9} {m.Lanes,3} bits {m.Threads,2} threads  {m.Seconds * 1000,8:F2} ms  {m.GigaIterationsPerCore,6:F2} G iterations/s per core"));
    }

    private static IEnumerable<int> ThreadCounts() => new[] { 1, Environment.ProcessorCount }.Distinct();
}
