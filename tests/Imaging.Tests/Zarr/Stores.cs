using MandelActors.Imaging.Zarr;

namespace MandelActors.Imaging.Tests.Zarr;

/// <summary>Arrays in folders, and values to fill them with.</summary>
internal static class Stores
{
    /// <summary>Every kind of array that can be written.</summary>
    public static TheoryData<ZarrFormat, ZarrType, string> Kinds()
    {
        TheoryData<ZarrFormat, ZarrType, string> kinds = [];
        foreach (var format in Enum.GetValues<ZarrFormat>())
        {
            foreach (var type in Enum.GetValues<ZarrType>())
            {
                foreach (string compressor in new[] { "none", "zlib", "gzip" })
                {
                    if (format == ZarrFormat.V2 || compressor != "zlib") kinds.Add(format, type, compressor);
                }
            }
        }

        return kinds;
    }

    public static ZarrCompressor Compressor(string name, int level = 1) => name switch
    {
        "zlib" => ZarrCompressor.Zlib(level),
        "gzip" => ZarrCompressor.Gzip(level),
        _ => ZarrCompressor.None,
    };

    /// <summary>Values that the type holds exactly: flat parts, slopes, noise, both ends of the range, and what floating point has besides numbers.</summary>
    public static double[] Values(ZarrType type, long length, int seed = 1)
    {
        var random = new Random(seed);
        double most = type switch { ZarrType.U2 => ushort.MaxValue, ZarrType.U4 => uint.MaxValue, ZarrType.F4 => float.MaxValue, _ => double.MaxValue };
        double[] values = new double[length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (i / 97 % 4) switch
            {
                0 => 256,
                1 => i % 1000,
                2 => random.Next(65536),
                _ => i % 3 == 0 ? 0 : most,
            };
            if (ZarrTypes.IsInteger(type) || random.Next(5) > 0) continue;
            values[i] = random.Next(4) switch { 0 => double.NaN, 1 => double.NegativeInfinity, 2 => -0.0, _ => (float)random.NextDouble() };
        }

        return values;
    }

    /// <summary>The part of a whole array's values that one chunk holds.</summary>
    public static double[] Part(ZarrArray array, double[] values, long[] index)
    {
        int[] extents = array.ExtentsOf(index);
        double[] part = new double[array.ValuesOf(index)];
        for (int i = 0; i < part.Length; i++)
        {
            long at = 0;
            int rest = i, inner = part.Length;
            for (int axis = 0; axis < extents.Length; axis++)
            {
                inner /= extents[axis];
                at = at * array.Shape[axis] + index[axis] * array.Chunks[axis] + rest / inner;
                rest %= inner;
            }

            part[i] = values[at];
        }

        return part;
    }

    /// <summary>All indices of a grid, in C order.</summary>
    public static IEnumerable<long[]> Indices(IReadOnlyList<long> grid)
    {
        IEnumerable<long[]> all = [[]];
        foreach (long length in grid) all = all.SelectMany(outer => Enumerable.Range(0, (int)length).Select(i => (long[])[.. outer, i]));
        return all;
    }

    /// <summary>Writes what describes an array and every chunk of it.</summary>
    public static void Write(string folder, ZarrArray array, double[] values, double? inside = null)
    {
        Directory.CreateDirectory(folder);
        foreach (var (name, bytes) in ZarrMetadata.FilesOf(array)) File.WriteAllBytes(Path.Combine(folder, name), bytes);
        foreach (long[] index in Indices(array.Grid))
        {
            string path = Path.Combine(folder, array.ChunkName(index));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Encode(array, index, Part(array, values, index), inside));
        }
    }

    public static byte[] Encode(ZarrArray array, long[] index, double[] part, double? inside = null)
    {
        using var stream = new MemoryStream();
        new ChunkCodec(array, inside).Encode(index, part, stream);
        return stream.ToArray();
    }

    public static double[] Decode(ZarrArray array, long[] index, byte[] bytes)
    {
        double[] part = new double[array.ValuesOf(index)];
        new ChunkCodec(array).Decode(index, new MemoryStream(bytes), part);
        return part;
    }

    /// <summary>The bits of every value, all NaNs alike: tests compare these.</summary>
    public static IEnumerable<long> Bits(IEnumerable<double> values) =>
        values.Select(value => double.IsNaN(value) ? 0x7FF8_0000_0000_0000 : BitConverter.DoubleToInt64Bits(value));
}
