namespace MandelActors.Imaging.Film;

/// <summary>The brightness of single pixels, spread evenly over a small picture: what tells its frames apart where <see cref="FrameSignature"/> has too few cells for it.</summary>
/// <remarks>Y' of BT.709 in limited range, in 1/256 of an 8-bit level. The sample of a picture with cells enough is empty.</remarks>
internal static class BrightnessSample
{
    private const int MostColumns = 16;
    private const int MostRows = 9;

    // So many means of a cell tell frames apart.
    private const int CellsEnough = 16;

    /// <summary>The sample of a picture that is about to be encoded.</summary>
    /// <param name="pixels">RGB, interleaved, 8 bits or 16 bits big-endian.</param>
    public static ushort[] OfRgb(ReadOnlySpan<byte> pixels, int width, int height, int bitDepth)
    {
        var (columns, rows) = SizeOf(width, height);
        var sample = new ushort[columns * rows];
        int channel = bitDepth / 8;
        for (int i = 0; i < sample.Length; i++)
        {
            int at = PixelOf(i, columns, rows, width, height) * 3 * channel;
            // The low byte of 16 bits lies below what 8-bit video keeps.
            double luma = FrameSignature.Convert(pixels[at], pixels[at + channel], pixels[at + 2 * channel], 255).Y;
            sample[i] = (ushort)(luma * FrameSignature.Unit + 0.5);
        }

        return sample;
    }

    /// <summary>The sample of a decoded frame.</summary>
    /// <param name="planes">Y, then Cb and Cr at half the width and height, 8 bits.</param>
    public static ushort[] OfYuv420(ReadOnlySpan<byte> planes, int width, int height)
    {
        var (columns, rows) = SizeOf(width, height);
        var sample = new ushort[columns * rows];
        for (int i = 0; i < sample.Length; i++) sample[i] = (ushort)(planes[PixelOf(i, columns, rows, width, height)] * FrameSignature.Unit);
        return sample;
    }

    private static (int Columns, int Rows) SizeOf(int width, int height) =>
        FrameSignature.CellsOf(width, height) >= CellsEnough ? (0, 0) : (Math.Min(width, MostColumns), Math.Min(height, MostRows));

    private static int PixelOf(int index, int columns, int rows, int width, int height) =>
        Middle(index / columns, rows, height) * width + Middle(index % columns, columns, width);

    /// <summary>The pixel in the middle of one of some equal parts of a length.</summary>
    private static int Middle(int part, int parts, int length) => (2 * part + 1) * length / (2 * parts);
}
