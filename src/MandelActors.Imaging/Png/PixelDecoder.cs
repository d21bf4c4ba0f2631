using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;

namespace MandelActors.Imaging.Png;

/// <summary>Turns the zlib stream of a picture into its pixels.</summary>
internal static class PixelDecoder
{
    private const int ZlibHeader = 2;
    private const int ZlibTrailer = 4;
    private const long MostShrunk = 1032;

    // Rows are inflated many at a time: with every call zlib keeps a copy of its window, and near the end of what it may write it goes byte by byte.
    private const int StripBytes = 1 << 16;

    /// <param name="palette">Three bytes an entry; used by colour type 3 alone.</param>
    /// <param name="data">The whole zlib stream.</param>
    /// <param name="chunk">The type of the chunks it came in, for messages.</param>
    /// <param name="offset">Where in the file it begins, for messages.</param>
    /// <param name="reused">Takes the pixels where it is of that size and depth; null, or of another, for a new picture.</param>
    public static RgbImage Decode(PngHeader header, byte[] palette, ByteBuffer data, string chunk, long offset, RgbImage? reused = null)
    {
        try
        {
            return DecodeRows(header, palette, data, chunk, offset, reused);
        }
        catch (InvalidDataException problem)
        {
            throw Damage("the compressed data cannot be decompressed", chunk, offset, problem);
        }
    }

    private static RgbImage DecodeRows(PngHeader header, byte[] palette, ByteBuffer data, string chunk, long offset, RgbImage? reused)
    {
        var bytes = data.Written;
        if (bytes.Length < ZlibHeader + ZlibTrailer) throw Damage("the compressed data are too short", chunk, offset);
        // Deflate, a window of at most 32 KiB, no preset dictionary, check bits.
        if ((bytes[0] & 0x0F) != 8 || bytes[0] > 0x7F || (bytes[1] & 0x20) != 0 || BinaryPrimitives.ReadUInt16BigEndian(bytes) % 31 != 0)
            throw Damage("the zlib header is wrong", chunk, offset);
        // Deflate cannot shrink anything further than this: a header that promises more is not worth its memory.
        if (bytes.Length * MostShrunk < (1L + header.Stride) * header.Height) throw Damage($"{bytes.Length} compressed bytes cannot hold {header.Width}×{header.Height} pixels", chunk, offset);
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(bytes[^ZlibTrailer..]), adler = Adler32.Empty;
        var image = Fits(reused, header) ? reused! : new RgbImage(header.Width, header.Height, header.BitDepth);
        uint[] colours = Packed(palette);
        int length = 1 + header.Stride, rows = Math.Clamp(StripBytes / length, 1, header.Height);
        using var source = data.Open(ZlibHeader, bytes.Length - ZlibHeader - ZlibTrailer);
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        // The row above the strip, then its rows.
        byte[] strip = ArrayPool<byte>.Shared.Rent((1 + rows) * length);
        try
        {
            strip.AsSpan(0, length).Clear();
            for (int first = 0; first < header.Height; first += rows)
            {
                int count = Math.Min(rows, header.Height - first);
                var wanted = strip.AsSpan(length, count * length);
                int read = inflater.ReadAtLeast(wanted, wanted.Length, throwOnEndOfStream: false);
                if (read < wanted.Length) throw Damage($"the compressed data end in row {first + read / length} of {header.Height}", chunk, offset);
                adler = Adler32.Append(adler, wanted);
                for (int y = first, at = length; y < first + count; y++, at += length)
                {
                    var row = strip.AsSpan(at + 1, header.Stride);
                    if (!RowUnfilter.Undo(strip[at], row, strip.AsSpan(at - header.Stride, header.Stride), header.PixelBytes))
                        throw Damage($"row {y} has the unknown filter {strip[at]}", chunk, offset);
                    Convert(header, colours, row, image.Pixels.AsSpan(y * image.Stride, image.Stride), chunk, offset);
                }

                strip.AsSpan(count * length, length).CopyTo(strip);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(strip);
        }

        if (inflater.ReadByte() >= 0) throw Damage("the compressed data hold more than the picture", chunk, offset);
        if (source.Left > 0) throw Damage($"{source.Left} bytes or more follow the compressed data", chunk, offset);
        if (adler != stored) throw Damage("the checksum of the picture (Adler-32) does not fit", chunk, offset);
        return image;
    }

    private static bool Fits(RgbImage? image, PngHeader header) =>
        image is not null && image.Width == header.Width && image.Height == header.Height && image.BitDepth == header.BitDepth;

    /// <summary>A palette's colours as <see cref="PackedColours"/> wants them.</summary>
    private static uint[] Packed(byte[] palette) =>
        [.. palette.Chunk(3).Select(colour => colour[0] | (uint)colour[1] << 8 | (uint)colour[2] << 16)];

    private static void Convert(PngHeader header, uint[] palette, ReadOnlySpan<byte> row, Span<byte> pixels, string chunk, long offset)
    {
        int channel = header.BitDepth / 8, pixel = header.PixelBytes;
        switch (header.Colour)
        {
            case 2:
                row.CopyTo(pixels);
                break;
            case 6:
                for (int x = 0; x < header.Width; x++) row.Slice(x * pixel, 3 * channel).CopyTo(pixels[(3 * channel * x)..]);
                break;
            case 3:
                // A byte cannot name more than 256 colours.
                if (palette.Length <= byte.MaxValue && LargestOf(row) is var largest && largest >= palette.Length)
                    throw Damage($"a pixel names entry {largest} of a palette of {palette.Length}", chunk, offset);
                PackedColours.Write8(row, palette, pixels);
                break;
            default:
                for (int x = 0; x < 3 * header.Width; x++) row.Slice(x / 3 * pixel, channel).CopyTo(pixels[(channel * x)..]);
                break;
        }
    }

    private static byte LargestOf(ReadOnlySpan<byte> row)
    {
        Vector<byte> largest = default;
        byte most = 0;
        int at = 0;
        for (; at + Vector<byte>.Count <= row.Length; at += Vector<byte>.Count) largest = Vector.Max(largest, new Vector<byte>(row[at..]));
        for (int lane = 0; lane < Vector<byte>.Count; lane++) most = Math.Max(most, largest[lane]);
        for (; at < row.Length; at++) most = Math.Max(most, row[at]);
        return most;
    }

    private static DamagedImageException Damage(string problem, string chunk, long offset, Exception? inner = null) => new(problem, chunk, offset, inner);
}
