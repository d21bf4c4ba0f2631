using System.Buffers;
using System.IO.Compression;

namespace MandelActors.Imaging.Png;

/// <summary>Makes the zlib stream of a picture in pieces that are filtered and deflated side by side.</summary>
/// <remarks>
/// Each piece covers a fixed number of rows, is deflated without looking at the others, and ends at a byte boundary with an empty stored block
/// (zlib's sync flush), so the pieces one after the other are one valid stream. Only the last ends with a final block.
/// </remarks>
internal static class StripCompressor
{
    // A strip must be long against deflate's window of 32 KiB and short against the picture; at 256 KiB the first rows of the
    // strips, which see nothing before them, cost under 1 % of the file (decision 0004).
    private const int StripBytes = 256 << 10;

    /// <summary>The zlib stream of a picture, cut into the pieces it was made in.</summary>
    /// <param name="level">Of zlib, 0 … 9.</param>
    /// <param name="threads">Most threads at work, −1 for all cores. Changes nothing in the result.</param>
    /// <returns>At least one piece, in order; the caller disposes of them.</returns>
    public static ByteBuffer[] Compress(RgbImage image, int level, int threads) =>
        Compress(image.Stride, image.Height, () => new StripFilter(image), level, threads);

    /// <inheritdoc cref="Compress(RgbImage, int, int)"/>
    public static ByteBuffer[] Compress(IndexedImage image, int level, int threads) =>
        Compress(image.Width, image.Height, () => new IndexFilter(image), level, threads);

    private static ByteBuffer[] Compress(int stride, int height, Func<IStripFilter> newFilter, int level, int threads)
    {
        int rowBytes = stride + 1, rows = Math.Max(1, StripBytes / rowBytes), strips = (height + rows - 1) / rows;
        var pieces = new ByteBuffer[strips];
        var adlers = new uint[strips];
        // A second strip that is not half of one is not worth another thread.
        if (threads == 1 || strips == 1 || (strips == 2 && 2 * RowsOf(1) < rows))
        {
            var filter = newFilter();
            for (int strip = 0; strip < strips; strip++) Make(strip, filter);
        }
        else
        {
            Parallel.For(
                0,
                strips,
                new ParallelOptions { MaxDegreeOfParallelism = threads },
                newFilter,
                (strip, _, filter) =>
                {
                    Make(strip, filter);
                    return filter;
                },
                _ => { });
        }

        uint adler = Adler32.Empty;
        for (int strip = 0; strip < strips; strip++) adler = Adler32.Combine(adler, adlers[strip], (long)RowsOf(strip) * rowBytes);
        Span<byte> trailer = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(trailer, adler);
        pieces[^1].Write(trailer);
        return pieces;

        int RowsOf(int strip) => Math.Min(rows, height - strip * rows);

        void Make(int strip, IStripFilter filter)
        {
            int length = RowsOf(strip) * rowBytes;
            byte[] filtered = ArrayPool<byte>.Shared.Rent(length);
            filter.Filter(strip * rows, strip * rows + RowsOf(strip), filtered);
            adlers[strip] = Adler32.Of(filtered.AsSpan(0, length));
            pieces[strip] = Deflate(filtered.AsSpan(0, length), level, strip == 0, strip == strips - 1);
            ArrayPool<byte>.Shared.Return(filtered);
        }
    }

    private static ByteBuffer Deflate(ReadOnlySpan<byte> filtered, int level, bool first, bool last)
    {
        var piece = new ByteBuffer(filtered.Length / 2 + 64);
        if (first) piece.Write(ZlibHeader(level));
        int end;
        using (var deflater = new DeflateStream(piece, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
        {
            deflater.Write(filtered);
            deflater.Flush();
            end = (int)piece.Length;
        }

        // Closing the deflater wrote a final block; only the last piece may keep it.
        if (!last) piece.Truncate(end);
        return piece;
    }

    // Deflate with a window of 32 KiB, the level as a hint, and the check bits that make it a multiple of 31.
    private static ReadOnlySpan<byte> ZlibHeader(int level) => level < 6 ? [0x78, 0x01] : [0x78, 0xDA];
}
