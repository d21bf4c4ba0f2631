namespace MandelActors.Imaging.Png;

/// <summary>Reads PNG files and verifies everything there is to verify.</summary>
public static class PngReader
{
    /// <summary>Reads one picture to its last byte.</summary>
    /// <param name="stream">Holds the file and nothing after it; not closed.</param>
    /// <returns>The picture; grey and palettes are turned into RGB, an alpha channel is dropped.</returns>
    /// <exception cref="DamagedImageException">
    /// Signature, order of chunks, a length, a CRC, the zlib stream, its Adler-32, the size of the decoded data, or the end of the file is wrong.
    /// </exception>
    /// <exception cref="NotSupportedException">A kind of PNG that is not read: interlaced, or fewer than 8 bits a channel.</exception>
    public static RgbImage Read(Stream stream) => Read(stream, out _);

    /// <summary>Reads one picture into the memory of another that nobody needs any more.</summary>
    /// <param name="stream">As above.</param>
    /// <param name="reused">Overwritten and returned where it is of that size and depth; a new one is made where not.</param>
    /// <inheritdoc cref="Read(Stream)"/>
    public static RgbImage Read(Stream stream, RgbImage? reused) => Read(stream, reused, out _);

    /// <summary>Reads one picture and its text chunks, in file order.</summary>
    /// <inheritdoc cref="Read(Stream)"/>
    public static RgbImage Read(Stream stream, out IReadOnlyList<KeyValuePair<string, string>> texts) => Read(stream, null, out texts);

    private static RgbImage Read(Stream stream, RgbImage? reused, out IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        var chunks = new ChunkReader(stream);
        chunks.Signature();
        var header = PngHeader.Read(chunks);
        List<KeyValuePair<string, string>> found = [];
        texts = found;
        byte[] palette = [];
        for (chunks.Next(); chunks.Type != "IDAT"; chunks.Next())
        {
            if (chunks.Type == "PLTE") palette = ReadPalette(chunks);
            else ReadAncillary(chunks, found);
        }

        if (header.Colour == 3 && palette.Length == 0) throw chunks.Damage("a palette is missing before the data");
        using var data = new ByteBuffer(1 << 16);
        long offset = chunks.ChunkOffset;
        for (; chunks.Type == "IDAT"; chunks.Next()) data.Write(chunks.Data);
        for (; chunks.Type != "IEND"; chunks.Next())
        {
            if (chunks.Type is "IDAT" or "PLTE") throw chunks.Damage("it stands in the wrong place");
            ReadAncillary(chunks, found);
        }

        if (chunks.Data.Length != 0) throw chunks.Damage("it must be empty");
        chunks.End();
        return PixelDecoder.Decode(header, palette, data, "IDAT", offset, reused);
    }

    private static byte[] ReadPalette(ChunkReader chunks)
    {
        if (chunks.Data.Length is 0 or > 768 || chunks.Data.Length % 3 != 0) throw chunks.Damage($"a palette of {chunks.Data.Length} bytes is impossible");
        return chunks.Data.ToArray();
    }

    private static void ReadAncillary(ChunkReader chunks, List<KeyValuePair<string, string>> texts)
    {
        // The case of the first letter says whether a decoder may pass over what it does not know.
        if (char.IsAsciiLetterUpper(chunks.Type![0])) throw chunks.Damage("a critical chunk is unknown or in the wrong place");
        if (chunks.Type != "tEXt") return;
        int separator = chunks.Data.IndexOf((byte)0);
        if (separator < 1) throw chunks.Damage("a text has no keyword");
        var latin = System.Text.Encoding.Latin1;
        texts.Add(new(latin.GetString(chunks.Data[..separator]), latin.GetString(chunks.Data[(separator + 1)..])));
    }
}
