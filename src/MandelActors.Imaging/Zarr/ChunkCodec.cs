using System.Buffers;

namespace MandelActors.Imaging.Zarr;

/// <summary>Turns the values of chunks into the bytes of their files and back. May be used by many threads at once.</summary>
/// <param name="array">The array the chunks belong to.</param>
/// <param name="inside">What a type of whole numbers stores instead of NaN, and is read back as; null if NaN is to be refused there.</param>
/// <remarks>
/// A chunk at the edge of the array is stored in full, its rest padded with the fill value, as Zarr demands. The bytes of a chunk depend on its values, the array and the version
/// of the runtime's zlib.
/// </remarks>
public sealed class ChunkCodec(ZarrArray array, double? inside = null)
{
    private readonly double _forNaN = inside is not { } number || ZarrTypes.CanHold(array.Type, number)
        ? inside ?? double.NaN
        : throw new ArgumentException($"the value {number} that stands for NaN does not fit the type {ZarrTypes.NameOf(array.Type)}");

    public ZarrArray Array => array;

    /// <summary>Encodes one chunk.</summary>
    /// <param name="index">Which chunk.</param>
    /// <param name="field">The values that lie inside the array, in C order; <see cref="ZarrArray.ValuesOf"/> many.</param>
    /// <param name="stream">Gets the whole file; not closed, not flushed. After an exception it may hold a part.</param>
    /// <exception cref="ArgumentException">There is no such chunk, or it has another number of values.</exception>
    /// <exception cref="UnstorableValueException">A value does not fit the array's type; nothing has been written.</exception>
    public void Encode(ReadOnlySpan<long> index, ReadOnlySpan<double> field, Stream stream)
    {
        int[] extents = array.ExtentsOf(index);
        var runs = new ChunkRuns(array.Chunks, extents);
        Demand(runs, field.Length);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(array.ChunkBytes);
        try
        {
            var bytes = buffer.AsSpan(0, array.ChunkBytes);
            int size = ZarrTypes.SizeOf(array.Type);
            if (field.Length < bytes.Length / size) Pad(bytes, size);
            for (int run = 0; run < runs.Count; run++)
            {
                int first = run * runs.Length;
                int stored = StoredValues.Store(array.Type, field.Slice(first, runs.Length), _forNaN, bytes[(runs.Offset(run) * size)..]);
                if (stored < runs.Length) throw new UnstorableValueException(field[first + stored], PlaceOf(index, extents, first + stored), array.Type);
            }

            Write(bytes, stream);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Decodes one chunk and verifies its length, its structure and, where it is compressed, its checksum.</summary>
    /// <param name="index">Which chunk.</param>
    /// <param name="stream">Holds the chunk's file and nothing after it; not closed.</param>
    /// <param name="field">Gets the values that lie inside the array, in C order.</param>
    /// <exception cref="ArgumentException">There is no such chunk, or it has another number of values.</exception>
    /// <exception cref="DamagedChunkException">The file is not that of a chunk of this array; <paramref name="field"/> is as it was.</exception>
    public void Decode(ReadOnlySpan<long> index, Stream stream, Span<double> field)
    {
        var runs = new ChunkRuns(array.Chunks, array.ExtentsOf(index));
        Demand(runs, field.Length);
        using var file = ChunkFile.Read(stream, array, array.ChunkName(index));
        byte[] buffer = ArrayPool<byte>.Shared.Rent(array.ChunkBytes);
        try
        {
            var bytes = buffer.AsSpan(0, array.ChunkBytes);
            file.Unpack(bytes);
            int size = ZarrTypes.SizeOf(array.Type);
            for (int run = 0; run < runs.Count; run++)
                StoredValues.Load(array.Type, bytes[(runs.Offset(run) * size)..], field.Slice(run * runs.Length, runs.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Demand(ChunkRuns runs, int length)
    {
        if (length != runs.Count * runs.Length) throw new ArgumentException($"{length} values are not the {runs.Count * runs.Length} of this chunk");
    }

    // One value, then what is there already, doubled until all is filled.
    private void Pad(Span<byte> bytes, int size)
    {
        StoredValues.StoreScalar(array.Type, [array.FillValue], array.FillValue, bytes);
        for (int filled = size; filled < bytes.Length; filled *= 2) bytes[..Math.Min(filled, bytes.Length - filled)].CopyTo(bytes[filled..]);
    }

    private void Write(ReadOnlySpan<byte> bytes, Stream stream)
    {
        if (array.Compressor.Wrapping == ZarrWrapping.None)
        {
            stream.Write(bytes);
            return;
        }

        using var compressing = array.Compressor.Over(stream);
        compressing.Write(bytes);
    }

    private long[] PlaceOf(ReadOnlySpan<long> index, int[] extents, int offset)
    {
        long[] place = new long[extents.Length];
        for (int axis = place.Length - 1; axis >= 0; axis--)
        {
            (offset, int at) = Math.DivRem(offset, extents[axis]);
            place[axis] = index[axis] * array.Chunks[axis] + at;
        }

        return place;
    }
}
