using System.Buffers;

namespace MandelActors.Imaging.Zarr;

/// <summary>Reads the values of a Zarr array in a folder, of format 2 or 3. May be used by many threads at once.</summary>
public sealed class ZarrReader
{
    private readonly string _folder;
    private readonly ChunkCodec _codec;

    private ZarrReader(string folder, ZarrArray array) => (_folder, _codec) = (folder, new ChunkCodec(array));

    public ZarrArray Array => _codec.Array;

    /// <summary>Reads what describes the array; values are read when they are asked for.</summary>
    /// <exception cref="InvalidDataException">There is no array, or what describes it is wrong; the message names file and key.</exception>
    /// <exception cref="NotSupportedException">The array is of a kind that is not read: another compressor or number type, filters, big-endian; the message names file and key.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ZarrReader Open(string folder) => new(folder, MetadataReader.Read(folder));

    /// <summary>Reads one chunk.</summary>
    /// <param name="index">Which chunk.</param>
    /// <param name="field">Gets the values that lie inside the array, in C order: <see cref="ZarrArray.ValuesOf"/> many.</param>
    /// <returns>False if the chunk has no file; its values are then the fill value.</returns>
    /// <exception cref="ArgumentException">There is no such chunk, or it has another number of values.</exception>
    /// <exception cref="DamagedChunkException">Its file is not that of a chunk of this array.</exception>
    /// <exception cref="IOException">Its file cannot be read.</exception>
    public bool ReadChunk(ReadOnlySpan<long> index, Span<double> field)
    {
        if (field.Length != Array.ValuesOf(index)) throw new ArgumentException($"{field.Length} values are not the {Array.ValuesOf(index)} of this chunk");
        FileStream file;
        try
        {
            file = new FileStream(Path.Combine(_folder, Array.ChunkName(index)), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            // Not File.Exists: a file that may not be read would seem to be missing.
            field.Fill(Array.FillValue);
            return false;
        }

        using (file) _codec.Decode(index, file, field);
        return true;
    }

    /// <summary>Reads the values at start, start + step, … along every axis.</summary>
    /// <param name="start">The first index along each axis.</param>
    /// <param name="count">How many along each axis, at least one.</param>
    /// <param name="step">From one index to the next, at least 1; empty for 1 along each axis.</param>
    /// <returns>The values in C order, the product of <paramref name="count"/>.</returns>
    /// <exception cref="ArgumentException">Some of it lies outside the array, or it is too much for one array.</exception>
    /// <exception cref="DamagedChunkException">A chunk's file is not that of a chunk of this array.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public double[] Read(ReadOnlySpan<long> start, ReadOnlySpan<long> count, ReadOnlySpan<long> step = default)
    {
        var region = new ChunkedRegion(Array, start, count, step);
        double[] values = new double[region.Length];
        double[] buffer = ArrayPool<double>.Shared.Rent(Array.ChunkBytes / ZarrTypes.SizeOf(Array.Type));
        try
        {
            foreach (long[] chunk in region.Chunks())
            {
                int[] extents = Array.ExtentsOf(chunk);
                var field = buffer.AsSpan(0, Array.ValuesOf(chunk));
                ReadChunk(chunk, field);
                region.Take(chunk, extents, field, values);
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(buffer);
        }

        return values;
    }
}
