using System.Buffers.Binary;

namespace MandelActors.Imaging.Png;

/// <summary>What a PNG's IHDR says.</summary>
/// <param name="Colour">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha.</param>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, int Colour)
{
    public int Channels => Colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

    public int PixelBytes => Channels * BitDepth / 8;

    public int Stride => Width * PixelBytes;

    public static PngHeader Read(ChunkReader chunks)
    {
        chunks.Next();
        if (chunks.Type != "IHDR") throw chunks.Damage("the first chunk must be IHDR");
        var data = chunks.Data;
        if (data.Length != 13) throw chunks.Damage($"its length is {data.Length} instead of 13");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data), height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width == 0 || height == 0 || width > int.MaxValue || height > int.MaxValue) throw chunks.Damage($"the size {width}×{height} is impossible");
        var header = new PngHeader((int)width, (int)height, data[8], data[9]);
        if (data[10] != 0 || data[11] != 0) throw chunks.Damage("compression or filter method is unknown");
        if (header.BitDepth is not (8 or 16) || header.Colour is not (0 or 2 or 3 or 4 or 6) || (header.Colour == 3 && header.BitDepth != 8))
            throw new NotSupportedException($"PNG of colour type {header.Colour} with {header.BitDepth} bits a channel: only 8 and 16 bits, and palettes of 8 bits, are read");
        if (data[12] != 0) throw new NotSupportedException("interlaced PNG: only plain ones are read");
        if ((double)width * height * Math.Max(3, header.Channels) * (header.BitDepth / 8) > Array.MaxLength)
            throw new NotSupportedException($"PNG of {width}×{height} pixels: more than fits one array");
        return header;
    }
}
