using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

using MandelActors.Fractals.Stacks;

namespace MandelActors.Testing;

/// <summary>Levels of a stack as NumPy computes them (numpy/stack.py); needs what <see cref="Lacking.Numpy"/> asks for.</summary>
/// <param name="geometry">The stack: samples on the corners, rows upwards.</param>
public sealed class NumpyLevels(StackGeometry geometry)
{
    /// <summary>Real parts of the columns and imaginary parts of the rows of some levels.</summary>
    public IReadOnlyList<(double[] Columns, double[] Rows)> Samples(IReadOnlyList<int> levels)
    {
        double[] all = MemoryMarshal.Cast<byte, double>(Run("samples", 1, levels)).ToArray();
        int length = geometry.Width + geometry.Height;
        return [.. Enumerable.Range(0, levels.Count).Select(i =>
            (all[(i * length)..(i * length + geometry.Width)], all[(i * length + geometry.Width)..((i + 1) * length)]))];
    }

    /// <summary>Counts of a level: the first k with |z_{k+1}| &gt; 2, the limit where there is none; row-major.</summary>
    public ushort[] Counts(int level, int limit) => MemoryMarshal.Cast<byte, ushort>(Run("counts", limit, [level])).ToArray();

    private byte[] Run(string what, int limit, IEnumerable<int> levels)
    {
        double height = (geometry.Radius + geometry.Radius).ToDouble();
        object[] numbers =
        [
            geometry.CentreRe, geometry.CentreIm, height, geometry.ZoomPerLevel, geometry.Width, geometry.Height, limit, .. levels.Cast<object>(),
        ];
        ProcessStartInfo start = new(Lacking.Python) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "numpy", "stack.py"));
        start.ArgumentList.Add(what);
        foreach (object number in numbers) start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"{number}"));
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("Python did not start");
        using MemoryStream output = new();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        return process.ExitCode == 0 ? output.ToArray() : throw new InvalidOperationException($"stack.py ended with {process.ExitCode}");
    }
}
