using System.Diagnostics;
using MandelActors.Fractals;
using MandelActors.Numerics;

namespace MandelActors.Kernels;

/// <summary>Measures the escape kernel on two views: one all interior without shortcuts, one of some 70 iterations a pixel.</summary>
public static class KernelBenchmark
{
    /// <summary>A square inside the main cardioid, followed to 10,000 iterations: the arithmetic alone.</summary>
    public static EscapeTask Interior { get; } = new(
        new View(ExactDecimal.Parse("-0.1"), ExactDecimal.Parse("0.1"), ExactDecimal.Parse("0.05"), 256, 256),
        new EscapeRule(),
        IterationLimit.Fixed(10_000));

    /// <summary>The seahorse valley at radius 10⁻³ with smooth counts: short pixels of uneven length.</summary>
    public static EscapeTask Seahorse { get; } = new(
        new View(ExactDecimal.Parse("-0.743643887037151"), ExactDecimal.Parse("0.13182590420533"), ExactDecimal.Parse("1e-3"), 1280, 720),
        new EscapeRule(),
        IterationLimit.Fixed(5000));

    /// <summary>Both views with the given options; the shortest of several repetitions each.</summary>
    /// <param name="repetitions">At least 1; the first call compiles the kernel and is not counted.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<KernelMeasurement> Run(DeviceOptions options, int repetitions, CancellationToken cancellationToken)
    {
        yield return Measure("interior", Interior, options with { InteriorShortcuts = false }, repetitions, cancellationToken);
        yield return Measure("seahorse", Seahorse, options, repetitions, cancellationToken);
    }

    private static KernelMeasurement Measure(
        string name, EscapeTask task, DeviceOptions options, int repetitions, CancellationToken cancellationToken)
    {
        using var device = new CpuDevice(options);
        var field = new double[task.View.Width * task.View.Height];
        var iterations = device.Render(task, field, cancellationToken).Iterations;
        var shortest = double.MaxValue;
        for (var i = 0; i < repetitions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            device.Render(task, field, cancellationToken);
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return new KernelMeasurement(name, (int)options.EffectiveLanes, options.EffectiveThreads, iterations, shortest);
    }
}
