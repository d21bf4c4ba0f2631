using System.Diagnostics;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl;

/// <summary>Measures how many multiply-adds a device does in a second: OpenCL does not say it, and what is printed on a box is not what a machine holds.</summary>
internal static class PeakRate
{
    /// <summary>Multiply-adds of one turn of the kernel's loop.</summary>
    private const int PerTurn = 8;

    private const int Turns = 4096;

    private const int Repetitions = 7;

    /// <summary>Multiply-adds in a second, in double precision.</summary>
    /// <exception cref="OpenClException">The device has no double precision, or failed.</exception>
    public static double Double(OpenClContext context) => Measure<double>(context, "peak_double", 1e-3, 0.999);

    /// <summary>Multiply-adds in a second, in single precision.</summary>
    /// <exception cref="OpenClException">The device failed.</exception>
    public static double Single(OpenClContext context) => Measure<float>(context, "peak_float", 1e-3f, 0.999f);

    private static double Measure<T>(OpenClContext context, string name, T start, T factor) where T : unmanaged
    {
        using var kernel = context.Kernel("peak", name);
        // Eight groups for every unit twice over: enough of them to hide what an operation takes.
        var groups = 16L * context.Info.ComputeUnits;
        using var output = context.Allocate<T>(groups * kernel.GroupSize);
        kernel.With(0, output).With(1, (uint)Turns).With(2, start).With(3, factor);
        double best = 0;
        for (var i = 0; i < Repetitions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            context.Run(kernel, groups);
            best = Math.Max(best, (double)groups * kernel.GroupSize * Turns * PerTurn / Stopwatch.GetElapsedTime(started).TotalSeconds);
        }

        return best;
    }
}
