using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using MandelActors.Testing;

namespace MandelActors.Benchmarks.Deep;

/// <summary>
/// <c>deep</c>: <c>mandel frame</c> as a process of its own, 640 × 360, at the five places and limits that Fraktaler-3 was measured at;
/// start of the runtime, reference, table, pixels, colouring and PNG included.
/// </summary>
internal static class DeepRun
{
    private const int Runs = 5;

    private const double Tolerance = 0.01;

    private const string ProgramFlag = "--program";

    /// <summary>Shallow ones first: a peak that rises is the next one's. Seconds: Fraktaler-3 2.1, accurate settings, 2 cores with AVX-512, one run each.</summary>
    private static readonly (string Name, double Fraktaler)[] Places = [("e14", 1.9), ("e50", 10.2), ("e113", 2.1), ("e533", 10.0), ("e1086", 14.2)];

    /// <param name="arguments"><c>--program FILE</c>: an executable, or a .dll for dotnet; the build beside this one if left out.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var flag = Array.IndexOf(arguments, ProgramFlag);
        var program = flag >= 0 && flag + 1 < arguments.Length ? arguments[flag + 1] : MandelProcess.ProgramPath;
        if (!File.Exists(program)) throw new FileNotFoundException("build src/MandelActors.Console first", program);
        using var folder = new TemporaryFolder();
        foreach (var (name, fraktaler) in Places)
        {
            var figure = await MeasureAsync(program, folder, TruthFile.Load(name), fraktaler).ConfigureAwait(false);
            Figures.Print(arguments, figure, string.Create(CultureInfo.InvariantCulture,
                $"{figure.Name,-5}  processor {figure.ProcessorSeconds,6:f3} s (least {figure.LeastProcessorSeconds:f3}), {figure.TimesFaster,5:f1} times faster"
                + $"  reference {figure.ReferenceSeconds:f3} s, table {figure.TableSeconds:f3} s, pixels {figure.PixelSeconds:f3} s"
                + $"  {figure.Jumps:f0} jumps + {figure.Steps:f0} steps a pixel, lanes {figure.LaneUse:p0}"
                + $"  truth {figure.TruthMet}/{figure.TruthKnown}  peak so far {figure.PeakBytes >> 20} MiB"));
        }
    }

    private static async Task<DeepFigure> MeasureAsync(string program, TemporaryFolder folder, TruthFile truth, double fraktaler)
    {
        List<(double Processor, JsonElement Report)> runs = [];
        for (var run = 0; run < Runs; run++)
        {
            var before = ChildUsage.Now();
            var report = await FrameAsync(program, truth, folder.Combine("frame.png")).ConfigureAwait(false);
            runs.Add((ChildUsage.Now().ProcessorSeconds - before.ProcessorSeconds, report));
        }

        var peak = ChildUsage.Now().PeakBytes;
        runs.Sort((left, right) => left.Processor.CompareTo(right.Processor));
        var (processor, median) = runs[Runs / 2];
        var counts = folder.Combine("counts.npy");
        await FrameAsync(program, truth, counts).ConfigureAwait(false);
        var field = ReadCounts(counts, truth.Width * truth.Height);
        var (phases, perPixel) = (median.GetProperty("phases"), median.GetProperty("perPixel"));
        return new DeepFigure(
            truth.Name,
            Runs,
            processor,
            runs[0].Processor,
            phases.GetProperty("referenceSeconds").GetDouble(),
            phases.GetProperty("tableSeconds").GetDouble(),
            phases.GetProperty("pixelsSeconds").GetDouble(),
            perPixel.GetProperty("jumps").GetDouble(),
            perPixel.GetProperty("steps").GetDouble(),
            median.GetProperty("laneUse").GetDouble(),
            truth.Pixels.Count(pixel => IsMet(field[pixel.Row * truth.Width + pixel.Column], pixel.Nu)),
            truth.Pixels.Count,
            fraktaler,
            peak);
    }

    private static async Task<JsonElement> FrameAsync(string program, TruthFile truth, string output)
    {
        string[] frame =
        [
            "frame", $"--re={truth.Re}", $"--im={truth.Im}", $"--radius={truth.Radius}",
            string.Create(CultureInfo.InvariantCulture, $"--width={truth.Width}"), string.Create(CultureInfo.InvariantCulture, $"--height={truth.Height}"),
            string.Create(CultureInfo.InvariantCulture, $"--max-iterations={truth.MaxIterations}"), "-o", output, "--json",
        ];
        var start = program.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. frame])
            : new ProcessStartInfo(program, frame);
        start.RedirectStandardOutput = true;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var lines = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {lines}");
        using var report = JsonDocument.Parse(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);
        return report.RootElement.Clone();
    }

    /// <summary>The numbers are the end of a NumPy file.</summary>
    private static double[] ReadCounts(string path, int count) =>
        MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(path).AsSpan(^(count * sizeof(double))..)).ToArray();

    private static bool IsMet(double count, double? nu) => nu is { } known ? Math.Abs(count - known) <= Tolerance : double.IsNaN(count);
}
