namespace MandelActors.Imaging;

/// <summary>A picture of 8 or 16 bits a channel, red, green, blue, row 0 on top.</summary>
/// <remarks>Pixels are row-major, interleaved; 16-bit samples are big-endian, as PNG stores them.</remarks>
public sealed class RgbImage
{
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="bitDepth">8 or 16.</param>
    public RgbImage(int width, int height, int bitDepth = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (bitDepth is not (8 or 16)) throw new ArgumentOutOfRangeException(nameof(bitDepth), bitDepth, "must be 8 or 16");
        Width = width;
        Height = height;
        BitDepth = bitDepth;
        Pixels = new byte[checked((long)width * height * 3 * (bitDepth / 8))];
    }

    public int Width { get; }

    public int Height { get; }

    public int BitDepth { get; }

    /// <summary>Bytes of one row.</summary>
    public int Stride => Width * 3 * (BitDepth / 8);

    public byte[] Pixels { get; }
}
