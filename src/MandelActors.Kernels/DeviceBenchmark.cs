using System.Diagnostics;
using MandelActors.Fractals;
using MandelActors.Kernels.OpenCl;
using MandelActors.Numerics;

namespace MandelActors.Kernels;

/// <summary>Measures a device: plain iteration against its peak, and a frame that the program mandeltorch is known by.</summary>
public static class DeviceBenchmark
{
    /// <summary>Columns of mandeltorch's frame.</summary>
    public const int Width = 7680;

    /// <summary>Rows of mandeltorch's frame.</summary>
    public const int Height = 4320;

    /// <summary>Its 12,800 steps begin one after z = c.</summary>
    private const long Limit = 12_801;

    /// <summary>Half the height of the film's last view, and its middle.</summary>
    private const double Radius = 6.2317e-13, CentreRe = -0.28440534236668047, CentreIm = -0.6426373874281622;

    /// <summary>Seconds that a frame may take; a device for which the whole frame is too much gets a smaller one.</summary>
    private const double Longest = 5;

    private const int SmallestDivisor = 16;

    private const string Plain = "double";

    private const string Pairs = "pairs of floats beside a reference";

    private static readonly EscapeRule Rule = new(2, CountKind.Whole, Inclusive: true);

    /// <summary>The view in mandeltorch's grid, from edge to edge, at a part of its size.</summary>
    /// <param name="divisor">The sides are divided by it.</param>
    public static EscapeTask Frame(int divisor)
    {
        int width = Width / divisor, height = Height / divisor;
        var view = new View(ExactDecimal.FromDouble(CentreRe), ExactDecimal.FromDouble(CentreIm), ExactDecimal.FromDouble(Radius), width, height) { Sampling = Sampling.Corner };
        return new EscapeTask(view, Rule, IterationLimit.Fixed(Limit));
    }

    /// <summary>Measures.</summary>
    /// <param name="open">Opens the device: with what proves pixels interior, or without.</param>
    /// <param name="repetitions">Of each measurement, at least 1.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static DeviceFigures Run(Func<bool, IDevice> open, int repetitions, CancellationToken cancellationToken)
    {
        using var plain = open(false);
        using var proving = open(true);
        if (plain is OpenClFloatDevice single)
        {
            // Without doubles there is one way: beside a reference, cycles sought. How far a frame may go shows at a small one.
            var task = Frame(SmallestDivisor);
            var (statistics, seconds) = Shortest(proving, task, 1, cancellationToken);
            var frame = seconds > Longest
                ? new DeviceFigures.Frame(Pairs, true, task.Width, task.Height, statistics.Iterations, seconds)
                : Measure(proving, Pairs, true, statistics.Iterations / seconds, repetitions, cancellationToken);
            return new DeviceFigures(plain.Info, null, null, single.MeasurePeak(), [frame]);
        }

        var interior = Interior(plain, repetitions, cancellationToken);
        var (doublePeak, singlePeak) = plain is OpenClDevice device ? device.MeasurePeak() : (null, null);
        return new DeviceFigures(
            plain.Info, interior, doublePeak, singlePeak,
            [
                Measure(plain, Plain, false, interior, repetitions, cancellationToken),
                Measure(proving, Plain, true, interior, repetitions, cancellationToken),
                Measure(proving, "double beside a reference", true, interior, repetitions, cancellationToken),
            ]);
    }

    private static double Interior(IDevice device, int repetitions, CancellationToken cancellationToken)
    {
        // Pixels enough for any device: the time is that of iterating, not of starting.
        var task = KernelBenchmark.Interior;
        var units = device.Info.IsProcessor || device is CpuDevice ? 1 : Math.Max(1, device.Info.ComputeUnits / 4);
        task = task with { View = task.View with { Width = 256 * units } };
        var (statistics, seconds) = Shortest(device, task, repetitions, cancellationToken);
        return statistics.Iterations / seconds;
    }

    private static DeviceFigures.Frame Measure(IDevice device, string numbers, bool shortcuts, double rate, int repetitions, CancellationToken cancellationToken)
    {
        // At worst every pixel goes to the limit.
        var divisor = 1;
        while (divisor < SmallestDivisor && (double)Width * Height * Limit / divisor / divisor / rate > Longest) divisor *= 2;
        var task = Frame(divisor);
        if (numbers == Plain) task = task with { Grid = EdgeToEdge(task.View.Width, task.View.Height) };
        var (statistics, seconds) = Shortest(device, task, repetitions, cancellationToken);
        return new DeviceFigures.Frame(numbers, shortcuts, task.Width, task.Height, statistics.Iterations, seconds);
    }

    private static (EscapeStatistics Statistics, double Seconds) Shortest(IDevice device, EscapeTask task, int repetitions, CancellationToken cancellationToken)
    {
        var field = new double[task.FieldLength];
        // Builds the kernels, takes the memory, finds the reference.
        var statistics = Timed(out var first);
        // Beside so much that is little, and nobody wants to wait for it again.
        if (first > Longest) return (statistics, first);
        var shortest = double.PositiveInfinity;
        for (var i = 0; i < repetitions; i++)
        {
            Timed(out var seconds);
            shortest = Math.Min(shortest, seconds);
        }

        return (statistics, shortest);

        EscapeStatistics Timed(out double seconds)
        {
            var started = Stopwatch.GetTimestamp();
            var statistics = device.Render(task, field, cancellationToken);
            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return statistics;
        }
    }

    /// <summary>The samples as mandeltorch has them: at its full size neighbours are two or three units in the last place apart.</summary>
    private static PixelGrid EdgeToEdge(int width, int height)
    {
        var across = Radius * width / height;
        return PixelGrid.At(
            [.. Enumerable.Range(0, width).Select(i => CentreRe - across + 2 * across * i / (width - 1))],
            [.. Enumerable.Range(0, height).Select(i => CentreIm - Radius + 2 * Radius * i / (height - 1))],
            2 * Radius / (height - 1));
    }
}
