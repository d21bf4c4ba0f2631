using MandelActors.Imaging.Png;
using MandelActors.Imaging.Zarr;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>Some levels of a stack, computed and not yet cut into chunks.</summary>
public sealed class ComputedSlab : ComputedFrame
{
    private readonly ChunkCodec _codec;
    private double[]? _buffer;

    /// <param name="frame">Its number: the first index of its chunks.</param>
    /// <param name="computeTime">How long the device was occupied.</param>
    /// <param name="codec">Encodes chunks.</param>
    /// <param name="buffer">Its values in C order, from the <see cref="FieldPool"/>, which gets it back.</param>
    internal ComputedSlab(int frame, TimeSpan computeTime, ChunkCodec codec, double[] buffer)
        : base(frame, computeTime)
    {
        _codec = codec;
        _buffer = buffer;
    }

    public override void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) FieldPool.Return(buffer);
    }

    /// <inheritdoc/>
    /// <exception cref="UnstorableValueException">A value does not fit the array's type.</exception>
    public override IFrameContent Finish(PngOptions png)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        var array = _codec.Array;
        var parts = new List<byte[]>();
        var chunk = new double[Math.Min(_buffer.Length, array.Chunks[0] * array.Chunks[1] * array.Chunks[2])];
        for (long row = 0; row < array.Grid[1]; row++)
            for (long column = 0; column < array.Grid[2]; column++)
                parts.Add(Encoded([Frame, row, column], chunk));
        return new SlabContent(parts);
    }

    private byte[] Encoded(long[] index, double[] chunk)
    {
        var array = _codec.Array;
        var extents = array.ExtentsOf(index);
        var (height, width) = ((int)array.Shape[1], (int)array.Shape[2]);
        var (top, left) = ((int)index[1] * array.Chunks[1], (int)index[2] * array.Chunks[2]);
        for (var level = 0; level < extents[0]; level++)
            for (var row = 0; row < extents[1]; row++)
                _buffer.AsSpan((level * height + top + row) * width + left, extents[2]).CopyTo(chunk.AsSpan((level * extents[1] + row) * extents[2]));
        using var stream = new MemoryStream();
        _codec.Encode(index, chunk.AsSpan(0, extents[0] * extents[1] * extents[2]), stream);
        return stream.ToArray();
    }
}
