namespace MandelActors.Imaging.Film;

/// <summary>A frame in a few hundred numbers: the mean brightness and colour of each cell of a coarse grid.</summary>
/// <remarks>
/// Values are Y', Cb, Cr of BT.709 in limited range, in 1/256 of an 8-bit level, one plane after the other. A mean is linear in the pixels, so a frame's
/// signature can be had from its RGB means as well as from the planes a decoder gives; only rounding and what a lossy encoder changed lie between.
/// </remarks>
internal static class FrameSignature
{
    private const int MostColumns = 16;
    private const int MostRows = 9;

    // Below a macroblock's width an encoder moves light from cell to cell.
    private const int LeastCell = 16;
    private const double Unit = 256;

    /// <summary>The signature of a picture that is about to be encoded.</summary>
    /// <param name="pixels">RGB, interleaved, 8 bits or 16 bits big-endian, of even width and height.</param>
    public static ushort[] OfRgb(ReadOnlySpan<byte> pixels, int width, int height, int bitDepth)
    {
        var grid = new Grid(width, height);
        var signature = new ushort[3 * grid.Cells];
        int sample = bitDepth / 8;
        for (int cell = 0; cell < grid.Cells; cell++)
        {
            var (left, right, top, bottom) = grid.Bounds(cell);
            long red = 0, green = 0, blue = 0;
            for (int y = top; y < bottom; y++)
            {
                // The low byte of 16 bits lies below what 8-bit video keeps.
                var row = pixels.Slice((y * width + left) * 3 * sample, (right - left) * 3 * sample);
                for (int x = 0; x < row.Length; x += 3 * sample)
                {
                    red += row[x];
                    green += row[x + sample];
                    blue += row[x + 2 * sample];
                }
            }

            Store(signature, grid.Cells, cell, Convert(red, green, blue, 255.0 * (right - left) * (bottom - top)));
        }

        return signature;
    }

    /// <summary>The signature of a decoded frame.</summary>
    /// <param name="planes">Y, then Cb and Cr at half the width and height, 8 bits.</param>
    public static ushort[] OfYuv420(ReadOnlySpan<byte> planes, int width, int height)
    {
        var grid = new Grid(width, height);
        var signature = new ushort[3 * grid.Cells];
        var luma = planes[..(width * height)];
        var blueness = planes.Slice(luma.Length, luma.Length / 4);
        var redness = planes.Slice(luma.Length + luma.Length / 4, luma.Length / 4);
        for (int cell = 0; cell < grid.Cells; cell++)
        {
            var (left, right, top, bottom) = grid.Bounds(cell);
            Store(signature, grid.Cells, cell, (
                Mean(luma, width, left, right, top, bottom),
                Mean(blueness, width / 2, left / 2, right / 2, top / 2, bottom / 2),
                Mean(redness, width / 2, left / 2, right / 2, top / 2, bottom / 2)));
        }

        return signature;
    }

    /// <summary>The root of the mean squared difference of two signatures, in 8-bit levels.</summary>
    public static double Distance(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        long sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            long difference = a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum / (double)a.Length) / Unit;
    }

    private static double Mean(ReadOnlySpan<byte> plane, int width, int left, int right, int top, int bottom)
    {
        long sum = 0;
        for (int y = top; y < bottom; y++)
        {
            foreach (byte value in plane.Slice(y * width + left, right - left)) sum += value;
        }

        return sum / ((double)(right - left) * (bottom - top));
    }

    // Source: ITU-R BT.709, section 3, scaled to 16 … 235 and 16 … 240.
    private static (double Y, double Cb, double Cr) Convert(double red, double green, double blue, double full)
    {
        double luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / full;
        return (16 + 219 * luma, 128 + 224 * (blue / full - luma) / 1.8556, 128 + 224 * (red / full - luma) / 1.5748);
    }

    private static void Store(ushort[] signature, int cells, int cell, (double Y, double Cb, double Cr) means)
    {
        signature[cell] = (ushort)(means.Y * Unit + 0.5);
        signature[cells + cell] = (ushort)(means.Cb * Unit + 0.5);
        signature[2 * cells + cell] = (ushort)(means.Cr * Unit + 0.5);
    }

    /// <summary>Cells whose borders are even, so that they are cells of the halved colour planes as well.</summary>
    private readonly struct Grid(int width, int height)
    {
        private readonly int _columns = Math.Clamp(width / LeastCell, 1, MostColumns);
        private readonly int _rows = Math.Clamp(height / LeastCell, 1, MostRows);

        public int Cells => _columns * _rows;

        public (int Left, int Right, int Top, int Bottom) Bounds(int cell)
        {
            int column = cell % _columns, row = cell / _columns;
            return (Border(column, _columns, width), Border(column + 1, _columns, width), Border(row, _rows, height), Border(row + 1, _rows, height));
        }

        private static int Border(int index, int cells, int length) => (int)((long)index * (length / 2) / cells) * 2;
    }
}
