using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Fractals;
using MandelActors.Fractals.Stacks;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Benchmarks.Kernels;

/// <summary>
/// <c>stack-levels</c>: values of the notebook's stack (120,000 levels of 512², 256 iterations, NumPy's doubles) as a reader asks for them: its cell,
/// levels 0:20000:500 with every second row and column, and 24 whole levels spread over all. Once level by level on a device of
/// all threads, once with levels side by side on devices of one thread each.
/// </summary>
internal static class StackLevelsRun
{
    private const int Repetitions = 15, Spread = 24;

    private static readonly StackGeometry Notebook = new(
        ExactDecimal.Parse("-0.743645857047151"), ExactDecimal.Parse("0.13182592380533"), ExactDecimal.Parse("1.5"), ExactDecimal.Parse("1.00025"),
        120_000, 512, 512, Sampling.Corner, RowOrder.Up);

    private static readonly StackRenderer Renderer = new(
        new StackSettings(Notebook, new EscapeRule(2, CountKind.Whole), IterationLimit.Fixed(256), StackArithmetic.PlainDouble));

    public static void Run(string[] arguments)
    {
        int[] cell = [.. Enumerable.Range(0, 40).Select(i => 500 * i)];
        int[] spread = [.. Enumerable.Range(0, Spread).Select(i => (int)((Notebook.Levels - 1L) * i / (Spread - 1)))];
        AxisSlice half = new(0, 256, 2), all = AxisSlice.All(512);
        foreach (var devices in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            Measure(arguments, "cell", cell, half, devices);
            Measure(arguments, "whole levels", spread, all, devices);
        }
    }

    private static void Measure(string[] arguments, string name, int[] levels, AxisSlice slice, int deviceCount)
    {
        var threads = Math.Max(1, Environment.ProcessorCount / deviceCount);
        CpuDevice[] devices = [.. Enumerable.Range(0, deviceCount).Select(_ => new CpuDevice(new DeviceOptions(Threads: threads)))];
        double[][] values = [.. devices.Select(_ => new double[slice.Count * slice.Count])];
        var times = new double[Repetitions];
        var processor = new double[Repetitions];
        long iterations = 0;
        // The first pass compiles the kernel.
        for (var repetition = -1; repetition < Repetitions; repetition++)
        {
            iterations = 0;
            var queue = new ConcurrentQueue<int>(levels);
            var (start, before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            Parallel.For(0, deviceCount, new ParallelOptions { MaxDegreeOfParallelism = deviceCount }, device =>
            {
                while (queue.TryDequeue(out var level))
                    Interlocked.Add(ref iterations, Renderer.Render(level, slice, slice, devices[device], values[device], CancellationToken.None).Iterations);
            });
            if (repetition < 0) continue;
            times[repetition] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            processor[repetition] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        foreach (var device in devices) device.Dispose();
        Array.Sort(times);
        Array.Sort(processor);
        var figure = new
        {
            Name = name,
            Levels = levels.Length,
            Devices = deviceCount,
            ThreadsEach = threads,
            Iterations = iterations,
            Shortest = times[0],
            Median = times[Repetitions / 2],
            MsPerLevel = times[Repetitions / 2] * 1000 / levels.Length,
            ProcessorMsPerLevel = processor[Repetitions / 2] * 1000 / levels.Length,
            GigaIterationsPerSecond = iterations / times[Repetitions / 2] / 1e9,
        };
        Figures.Print(arguments, figure, string.Create(CultureInfo.InvariantCulture,
            $"{name,-12} {figure.Levels} levels, {deviceCount} devices of {threads} threads: median {figure.Median:F4} s, shortest {figure.Shortest:F4} s, {figure.MsPerLevel:F2} ms a level ({figure.ProcessorMsPerLevel:F2} of processor), {iterations / 1e6:F0} M iterations, {figure.GigaIterationsPerSecond:F1} G/s"));
    }
}
