using System.Diagnostics;
using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;

namespace MandelActors.Console.Benchmarks;

/// <summary>What a film's speed on this machine is made of: iterating, colouring, encoding.</summary>
internal static class MachineBenchmark
{
    /// <summary>How many figures <see cref="Run"/> yields.</summary>
    public const int Count = 5;

    /// <summary>Measures one after the other as the result is read.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static IEnumerable<Figure> Run(NodeDevices devices, int repetitions, CancellationToken cancellationToken)
    {
        foreach (var kernel in KernelBenchmark.Run(devices.Options, repetitions, cancellationToken))
        {
            yield return new Figure(
                $"kernel.{kernel.Name}",
                Math.Round(kernel.GigaIterationsPerCore, 3),
                "G iterations/s per core",
                string.Create(CultureInfo.InvariantCulture, $"{kernel.Threads} threads, vectors of {kernel.Lanes} bits, {kernel.Seconds * 1e3:f1} ms a frame"));
        }

        using var device = devices.Open(devices.Offered[0]);
        var view = KernelBenchmark.Seahorse.View;
        var field = new double[view.Width * view.Height];
        device.Render(KernelBenchmark.Seahorse, field, cancellationToken);
        var size = string.Create(CultureInfo.InvariantCulture, $"{view.Width}×{view.Height}");
        RgbImage? picture = null;
        yield return Milliseconds("colour", $"{size}, cycle, one sample, 8 bits", repetitions, () =>
        {
            var colouring = new FieldColouring(new ColourSettings(), view.Width, view.Height);
            colouring.Add(field);
            picture = colouring.Finish();
        }, cancellationToken);
        foreach (var effort in (PngEffort[])[PngEffort.Fast, PngEffort.Small])
        {
            using var file = new MemoryStream();
            var options = new PngOptions { Effort = effort };
            var figure = Milliseconds($"png.{effort.ToString().ToLowerInvariant()}", $"{size}, 8 bits", repetitions, () =>
            {
                file.SetLength(0);
                PngWriter.Write(file, picture!, options);
            }, cancellationToken);
            yield return figure with { Detail = string.Create(CultureInfo.InvariantCulture, $"{figure.Detail}, {file.Length >> 10} KiB") };
        }
    }

    // The fastest of the repetitions, after one that compiles and warms up.
    private static Figure Milliseconds(string name, string detail, int repetitions, Action action, CancellationToken cancellationToken)
    {
        action();
        var best = double.PositiveInfinity;
        for (var i = 0; i < repetitions; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var started = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return new Figure(name, Math.Round(best, 3), "ms", detail);
    }
}
