using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MandelActors.Imaging.Zarr;

/// <summary>What there is to know about a Zarr array besides its values: shape, chunks, number type, compression.</summary>
/// <remarks>
/// Values are in C order: the last axis is the fastest. Chunks are counted from 0 along every axis, and those at the upper edge reach beyond the array: only their
/// <see cref="ExtentsOf"/> count. <em>Source:</em> Zarr storage specification version 2; Zarr core specification version 3.
/// </remarks>
public sealed class ZarrArray
{
    /// <summary>NumPy has no arrays of more axes.</summary>
    private const int MostAxes = 32;

    // JSON numbers are exact up to here, in every language.
    private const long MostAlongAxis = 1L << 53;

    // A chunk is held in memory as a whole, beside its compressed bytes.
    private const int MostChunkBytes = 1 << 30;

    /// <param name="shape">Values along each axis, at least 1 each.</param>
    /// <param name="chunks">Values of a chunk along each axis, at least 1 each; a chunk may be larger than the array.</param>
    /// <param name="fillValue">What the values of chunks that do not exist are; null for 0 (whole numbers) or NaN.</param>
    /// <exception cref="ArgumentException">Such an array cannot be: the message says why.</exception>
    public ZarrArray(ZarrFormat format, IReadOnlyList<long> shape, IReadOnlyList<int> chunks, ZarrType type, ZarrCompressor compressor, double? fillValue = null)
    {
        if (shape.Count is 0 or > MostAxes) throw new ArgumentException($"an array has 1 … {MostAxes} axes, not {shape.Count}");
        if (chunks.Count != shape.Count) throw new ArgumentException($"chunks of {chunks.Count} axes do not fit an array of {shape.Count}");
        if (shape.Any(length => length is < 1 or > MostAlongAxis)) throw new ArgumentException($"every axis of an array has 1 … {MostAlongAxis} values");
        if (chunks.Any(length => length < 1)) throw new ArgumentException("every axis of a chunk has at least one value");
        if (format == ZarrFormat.V3 && compressor.Wrapping == ZarrWrapping.Zlib) throw new ArgumentException("format 3 has no zlib codec: take gzip, which deflates the same way");
        FillValue = fillValue ?? ZarrTypes.DefaultFill(type);
        if (!ZarrTypes.CanHold(type, FillValue)) throw new ArgumentException($"the fill value {FillValue} does not fit the type {ZarrTypes.NameOf(type)}");
        (Format, Type, Compressor, Naming) = (format, type, compressor, ChunkNaming.Of(format));
        (Shape, Chunks) = ([.. shape], [.. chunks]);
        Grid = [.. Shape.Zip(Chunks, (length, chunk) => (length - 1) / chunk + 1)];
        // Products of whole numbers in doubles: exact as long as they matter, and never wrapped.
        double bytes = Chunks.Aggregate((double)ZarrTypes.SizeOf(type), (product, length) => product * length);
        if (bytes > MostChunkBytes) throw new ArgumentException($"a chunk of {bytes:0} bytes is too large: at most {MostChunkBytes}");
        ChunkBytes = (int)bytes;
    }

    public ZarrFormat Format { get; }

    public ImmutableArray<long> Shape { get; }

    public ImmutableArray<int> Chunks { get; }

    public ZarrType Type { get; }

    public ZarrCompressor Compressor { get; }

    public double FillValue { get; }

    /// <summary>One name for each axis, or null. Format 2 keeps them as the attribute <c>_ARRAY_DIMENSIONS</c>, as xarray does.</summary>
    public IReadOnlyList<string>? DimensionNames
    {
        get;
        init => field = value is null || value.Count == Shape.Length ? value : throw new ArgumentException($"{value.Count} names do not fit {Shape.Length} axes");
    }

    /// <summary>Whatever else users are to find beside the array, written in this order; not copied.</summary>
    public JsonObject Attributes { get; init; } = [];

    /// <summary>Chunks along each axis.</summary>
    public ImmutableArray<long> Grid { get; }

    /// <summary>Bytes of a chunk before it is compressed.</summary>
    public int ChunkBytes { get; }

    internal ChunkNaming Naming { get; init; }

    /// <summary>The key of a chunk, which is its path below the array's folder with <c>/</c> between folders.</summary>
    /// <exception cref="ArgumentException">The array has no such chunk.</exception>
    public string ChunkName(ReadOnlySpan<long> index)
    {
        Demand(index);
        return Naming.NameOf(index);
    }

    /// <returns>The indices of the chunk with this name; null if the array has no such chunk.</returns>
    public long[]? ChunkIndex(string name) => Naming.IndexOf(name) is { } index && Has(index) ? index : null;

    /// <summary>The part of a chunk that lies inside the array, as values along each axis: less than <see cref="Chunks"/> only at the upper edges.</summary>
    /// <exception cref="ArgumentException">The array has no such chunk.</exception>
    public int[] ExtentsOf(ReadOnlySpan<long> index)
    {
        Demand(index);
        int[] extents = new int[index.Length];
        for (int axis = 0; axis < extents.Length; axis++) extents[axis] = (int)Math.Min(Chunks[axis], Shape[axis] - index[axis] * Chunks[axis]);
        return extents;
    }

    /// <summary>How many values of a chunk lie inside the array: the product of <see cref="ExtentsOf"/>.</summary>
    /// <exception cref="ArgumentException">The array has no such chunk.</exception>
    public int ValuesOf(ReadOnlySpan<long> index) => ExtentsOf(index).Aggregate(1, (product, extent) => product * extent);

    private void Demand(ReadOnlySpan<long> index)
    {
        if (!Has(index)) throw new ArgumentException($"there is no chunk [{string.Join(", ", index.ToArray())}] in a grid of [{string.Join(", ", Grid)}]");
    }

    private bool Has(ReadOnlySpan<long> index)
    {
        if (index.Length != Grid.Length) return false;
        for (int axis = 0; axis < index.Length; axis++)
        {
            if (index[axis] < 0 || index[axis] >= Grid[axis]) return false;
        }

        return true;
    }
}
