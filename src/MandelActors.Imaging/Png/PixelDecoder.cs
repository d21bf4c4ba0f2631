using System.Buffers.Binary;
using System.IO.Compression;

namespace MandelActors.Imaging.Png;

/// <summary>Turns the zlib stream of a picture into its pixels.</summary>
internal static class PixelDecoder
{
    private const int ZlibHeader = 2;
    private const int ZlibTrailer = 4;
    private const long MostShrunk = 1032;

    /// <param name="palette">Three bytes an entry; used by colour type 3 alone.</param>
    /// <param name="data">The whole zlib stream.</param>
    /// <param name="chunk">The type of the chunks it came in, for messages.</param>
    /// <param name="offset">Where in the file it begins, for messages.</param>
    public static RgbImage Decode(PngHeader header, byte[] palette, ByteBuffer data, string chunk, long offset)
    {
        try
        {
            return DecodeRows(header, palette, data, chunk, offset);
        }
        catch (InvalidDataException problem)
        {
            throw Damage("the compressed data cannot be decompressed", chunk, offset, problem);
        }
    }

    private static RgbImage DecodeRows(PngHeader header, byte[] palette, ByteBuffer data, string chunk, long offset)
    {
        var bytes = data.Written;
        if (bytes.Length < ZlibHeader + ZlibTrailer) throw Damage("the compressed data are too short", chunk, offset);
        // Deflate, a window of at most 32 KiB, no preset dictionary, check bits.
        if ((bytes[0] & 0x0F) != 8 || bytes[0] > 0x7F || (bytes[1] & 0x20) != 0 || BinaryPrimitives.ReadUInt16BigEndian(bytes) % 31 != 0)
            throw Damage("the zlib header is wrong", chunk, offset);
        // Deflate cannot shrink anything further than this: a header that promises more is not worth its memory.
        if (bytes.Length * MostShrunk < (1L + header.Stride) * header.Height) throw Damage($"{bytes.Length} compressed bytes cannot hold {header.Width}×{header.Height} pixels", chunk, offset);
        uint stored = BinaryPrimitives.ReadUInt32BigEndian(bytes[^ZlibTrailer..]), adler = Adler32.Empty;
        var image = new RgbImage(header.Width, header.Height, header.BitDepth);
        byte[] row = new byte[1 + header.Stride], above = new byte[1 + header.Stride];
        using var source = data.Open(ZlibHeader, bytes.Length - ZlibHeader - ZlibTrailer);
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        for (int y = 0; y < header.Height; y++)
        {
            if (inflater.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length)
                throw Damage($"the compressed data end in row {y} of {header.Height}", chunk, offset);
            adler = Adler32.Append(adler, row);
            if (!RowUnfilter.Undo(row[0], row.AsSpan(1), above.AsSpan(1), header.PixelBytes)) throw Damage($"row {y} has the unknown filter {row[0]}", chunk, offset);
            Convert(header, palette, row.AsSpan(1), image.Pixels.AsSpan(y * image.Stride, image.Stride), chunk, offset);
            (row, above) = (above, row);
        }

        if (inflater.ReadByte() >= 0) throw Damage("the compressed data hold more than the picture", chunk, offset);
        if (source.Left > 0) throw Damage($"{source.Left} bytes or more follow the compressed data", chunk, offset);
        if (adler != stored) throw Damage("the checksum of the picture (Adler-32) does not fit", chunk, offset);
        return image;
    }

    private static void Convert(PngHeader header, byte[] palette, ReadOnlySpan<byte> row, Span<byte> pixels, string chunk, long offset)
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
                byte largest = 0;
                foreach (byte index in row) largest = Math.Max(largest, index);
                if (3 * largest >= palette.Length) throw Damage($"a pixel names entry {largest} of a palette of {palette.Length / 3}", chunk, offset);
                Expand(row, palette, pixels);
                break;
            default:
                for (int x = 0; x < 3 * header.Width; x++) row.Slice(x / 3 * pixel, channel).CopyTo(pixels[(channel * x)..]);
                break;
        }
    }

    private static void Expand(ReadOnlySpan<byte> row, byte[] palette, Span<byte> pixels)
    {
        for (int x = 0; x < row.Length; x++)
        {
            int from = 3 * row[x], to = 3 * x;
            (pixels[to], pixels[to + 1], pixels[to + 2]) = (palette[from], palette[from + 1], palette[from + 2]);
        }
    }

    private static DamagedImageException Damage(string problem, string chunk, long offset, Exception? inner = null) => new(problem, chunk, offset, inner);
}
