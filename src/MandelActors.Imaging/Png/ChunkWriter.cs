using System.Buffers.Binary;
using System.Text;

namespace MandelActors.Imaging.Png;

/// <summary>Writes the chunks of a PNG: length, type, data, checksum of type and data.</summary>
internal sealed class ChunkWriter(Stream stream)
{
    public void Signature() => stream.Write(PngSignature.Bytes);

    /// <param name="type">Four ASCII letters.</param>
    public void Chunk(string type, ReadOnlySpan<byte> data) => Chunk(type, [], data);

    /// <summary>A chunk whose data are <paramref name="head"/> and then <paramref name="tail"/>.</summary>
    public void Chunk(string type, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        Span<byte> prefix = stackalloc byte[8], suffix = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(prefix, checked(head.Length + tail.Length));
        Encoding.ASCII.GetBytes(type, prefix[4..]);
        BinaryPrimitives.WriteUInt32BigEndian(suffix, Crc32.Append(Crc32.Append(Crc32.Of(prefix[4..]), head), tail));
        stream.Write(prefix);
        stream.Write(head);
        stream.Write(tail);
        stream.Write(suffix);
    }

    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="bitDepth">Bits a channel.</param>
    /// <param name="isIndexed">Whether a pixel is the number of a colour, not red, green, blue.</param>
    public void Header(int width, int height, int bitDepth, bool isIndexed = false)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = (byte)bitDepth;
        // Then deflate, the standard filters, no interlacing.
        header[9] = (byte)(isIndexed ? 3 : 2);
        header[10..].Clear();
        Chunk("IHDR", header);
        Chunk("sRGB", [0]);
    }

    public void Palette(IReadOnlyList<Rgb> colours) => Chunk("PLTE", [.. colours.SelectMany(colour => new[] { colour.R, colour.G, colour.B })]);

    public void Texts(IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        foreach (var (keyword, text) in texts)
        {
            if (keyword.Length is 0 or > 79 || keyword.Any(c => c is < ' ' or > '\xFF') || text.Any(c => c is '\0' or > '\xFF'))
                throw new ArgumentException($"PNG text '{keyword}': a keyword has 1 … 79 printable Latin-1 characters, its text is Latin-1");
            Chunk("tEXt", [.. Encoding.Latin1.GetBytes(keyword), 0], Encoding.Latin1.GetBytes(text));
        }
    }
}
