namespace MandelActors.Imaging.Png;

/// <summary>Writes PNG files, 8 or 16 bits a channel.</summary>
public static class PngWriter
{
    /// <summary>Writes one picture.</summary>
    /// <param name="stream">Gets the whole file; not closed, not flushed.</param>
    /// <exception cref="ArgumentException">A text cannot be written as Latin-1.</exception>
    public static void Write(Stream stream, RgbImage image, PngOptions? options = null)
    {
        options ??= new PngOptions();
        var chunks = new ChunkWriter(stream);
        chunks.Signature();
        chunks.Header(image.Width, image.Height, image.BitDepth);
        chunks.Texts(options.Texts);
        WriteData(chunks, StripCompressor.Compress(image, options.EffectiveLevel, options.Threads));
    }

    /// <summary>Writes one picture of few colours.</summary>
    /// <inheritdoc cref="Write(Stream, RgbImage, PngOptions?)"/>
    public static void Write(Stream stream, IndexedImage image, PngOptions? options = null)
    {
        options ??= new PngOptions();
        var chunks = new ChunkWriter(stream);
        chunks.Signature();
        chunks.Header(image.Width, image.Height, 8, isIndexed: true);
        chunks.Palette(image.Colours);
        chunks.Texts(options.Texts);
        WriteData(chunks, StripCompressor.Compress(image, options.EffectiveLevel, options.Threads));
    }

    private static void WriteData(ChunkWriter chunks, IEnumerable<ByteBuffer> pieces)
    {
        foreach (var piece in pieces)
        {
            using (piece) chunks.Chunk("IDAT", piece.Written);
        }

        chunks.Chunk("IEND", []);
    }
}
