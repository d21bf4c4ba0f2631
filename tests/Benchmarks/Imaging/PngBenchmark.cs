using System.Diagnostics;
using MandelActors.Fractals;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Benchmarks.Imaging;

/// <summary><c>png</c>: colouring, encoding and reading a frame of 7680×4320 at each level of zlib.</summary>
/// <remarks>Processor time beside wall-clock time: on a machine with other work only the former tells levels apart.</remarks>
internal static class PngBenchmark
{
    private const int Width = 7680;
    private const int Height = 4320;
    private const int Repeats = 4;

    private static readonly (string Name, string Re, string Im, string Radius)[] Views =
    [
        ("whole set", "-0.75", "0", "1.25"),
        ("seahorse 1e-3", "-0.743643887037151", "0.13182590420533", "1e-3"),
        ("seahorse 1e-8", "-0.743643887037151", "0.13182590420533", "1e-8"),
    ];

    public static void Run()
    {
        using var device = new CpuDevice();
        Console.WriteLine($"{device.Info.Name}, {Environment.ProcessorCount} cores, {Width}×{Height}, best of {Repeats}");
        foreach (var (name, re, im, radius) in Views)
        {
            double[] field = new double[Width * Height];
            var view = new View(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse(radius), Width, Height);
            device.Render(new EscapeTask(view, new EscapeRule(), IterationLimit.Auto), field, CancellationToken.None);
            Console.WriteLine($"\n{name}");
            RgbImage image = null!;
            foreach (var map in new[] { ColourMap.Histogram, ColourMap.Mandeltorch, ColourMap.Cycle })
            {
                var colouring = Best(() => image = Colour(field, map));
                Console.WriteLine($"  colour {ColourMaps.NameOf(map),-12} {colouring.Wall,7:f0} ms on one thread, {colouring.Processor:f0} ms of processor");
            }

            Console.WriteLine("  level  1 thread  processor  2 threads       MB  share    read");
            for (int level = 0; level <= 7; level++) Report(image, level);
        }
    }

    private static void Report(RgbImage image, int level)
    {
        using var file = new MemoryStream(image.Pixels.Length + (1 << 20));
        var one = Best(() => Write(image, level, 1, file));
        var two = Best(() => Write(image, level, 2, file));
        var read = Best(() =>
        {
            file.Position = 0;
            PngReader.Read(file);
        });
        Console.WriteLine(
            $"  {level,5}  {one.Wall,5:f0} ms   {one.Processor,5:f0} ms   {two.Wall,5:f0} ms  {file.Length / 1e6,7:f1}  {100.0 * file.Length / image.Pixels.Length,4:f0} %  {read.Wall,4:f0} ms");
    }

    private static RgbImage Colour(double[] field, ColourMap map)
    {
        var colouring = new FieldColouring(new ColourSettings { Map = map }, Width, Height, threads: 1);
        colouring.Add(field);
        return colouring.Finish();
    }

    private static void Write(RgbImage image, int level, int threads, MemoryStream file)
    {
        file.SetLength(0);
        PngWriter.Write(file, image, new PngOptions { Level = level, Threads = threads });
    }

    private static (double Wall, double Processor) Best(Action action)
    {
        (double Wall, double Processor) best = (double.MaxValue, double.MaxValue);
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            var used = Environment.CpuUsage.TotalTime;
            action();
            best = (Math.Min(best.Wall, Stopwatch.GetElapsedTime(start).TotalMilliseconds), Math.Min(best.Processor, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds));
        }

        return best;
    }
}
