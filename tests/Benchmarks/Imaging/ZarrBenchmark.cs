using System.Diagnostics;
using System.Globalization;
using MandelActors.Fractals;
using MandelActors.Imaging.Zarr;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Benchmarks.Imaging;

/// <summary><c>zarr</c>: encoding and decoding levels of the dask stack as chunks of 512 × 512 u2.</summary>
/// <remarks>One thread, the shortest of many. What no compressor takes is the conversion alone.</remarks>
internal static class ZarrBenchmark
{
    private const int Size = 512;
    private const int Repeats = 40;

    public static void Run(string[] arguments)
    {
        using var device = new CpuDevice();
        foreach (int level in new[] { 0, 3000, 20000, 60000 })
        {
            double[] field = new double[Size * Size];
            device.Render(TaskOf(level), field, CancellationToken.None);
            foreach (var compressor in new[] { ZarrCompressor.None, ZarrCompressor.Zlib(1), ZarrCompressor.Zlib(6) }) Report(arguments, level, field, compressor);
        }
    }

    private static void Report(string[] arguments, int level, double[] field, ZarrCompressor compressor)
    {
        var array = new ZarrArray(ZarrFormat.V2, [1, Size, Size], [1, Size, Size], ZarrType.U2, compressor);
        // The original counts 256 where nothing escapes.
        var codec = new ChunkCodec(array, inside: 256);
        using var file = new MemoryStream(array.ChunkBytes + 1024);
        double encode = Shortest(() =>
        {
            file.SetLength(0);
            codec.Encode([0, 0, 0], field, file);
        });
        double[] read = new double[field.Length];
        double decode = Shortest(() =>
        {
            file.Position = 0;
            codec.Decode([0, 0, 0], file, read);
        });
        string name = compressor == ZarrCompressor.None ? "none" : $"zlib {compressor.Level}";
        var figure = new { Level = level, Compressor = name, EncodeMs = encode, DecodeMs = decode, Bytes = file.Length, MegabytesPerSecond = array.ChunkBytes / 1e3 / encode };
        Figures.Print(arguments, figure, string.Create(CultureInfo.InvariantCulture,
            $"level {level,6}  {name,-6}  encode {encode,6:F2} ms, {figure.MegabytesPerSecond,6:F0} MB/s  decode {decode,6:F2} ms  {file.Length,7} bytes, {100.0 * file.Length / array.ChunkBytes,3:F0} %"));
    }

    private static EscapeTask TaskOf(int level) => new(
        new View(
            ExactDecimal.Parse("-0.743645857047151"), ExactDecimal.Parse("0.13182592380533"),
            ExactDecimal.FromDouble(1.5 / Math.Pow(1.00025, level)), Size, Size, Sampling.Corner, RowOrder.Up),
        new EscapeRule(2, CountKind.Whole),
        IterationLimit.Fixed(256));

    private static double Shortest(Action action)
    {
        double shortest = double.MaxValue;
        for (int i = 0; i < Repeats; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            shortest = Math.Min(shortest, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return shortest;
    }
}
