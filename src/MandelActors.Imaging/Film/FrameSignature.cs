namespace MandelActors.Imaging.Film;

/// <summary>A frame in a few hundred numbers: the mean brightness and colour of each cell of a coarse grid.</summary>
/// <remarks>
/// Values are Y', Cb, Cr of BT.709 in limited range, in 1/256 of an 8-bit level, one plane after the other. A mean is linear in the pixels, so a frame's
/// signature can be had from its RGB means as well as from the planes a decoder gives; only rounding and what a lossy encoder changed lie between.
/// The exception are pictures two pixels wide or high: ffmpeg takes their halved colour from every other pixel, without a mean, so theirs is left out.
/// </remarks>
internal static class FrameSignature
{
    /// <summary>Of one 8-bit level in a signature.</summary>
    public const double Unit = 256;

    private const int MostColumns = 16;
    private const int MostRows = 9;

    // Below a macroblock's width an encoder moves light from cell to cell.
    private const int LeastCell = 16;

    // Narrower pictures have one column or row of colour, which is not the mean of its two of pixels.
    private const int LeastColoured = 4;

    /// <summary>The signature of a picture that is about to be encoded.</summary>
    /// <param name="pixels">RGB, interleaved, 8 bits or 16 bits big-endian, of even width and height.</param>
    public static ushort[] OfRgb(ReadOnlySpan<byte> pixels, int width, int height, int bitDepth)
    {
        var grid = new Grid(width, height);
        var signature = new ushort[grid.Planes * grid.Cells];
        int sample = bitDepth / 8, pixel = 3 * sample;
        uint[] sums = new uint[width * pixel];
        for (int row = 0, cell = 0; row < grid.Rows; row++)
        {
            var (top, bottom) = grid.RowBounds(row);
            ColumnSums.Of(pixels, sums.Length, top, bottom, sums);
            for (int column = 0; column < grid.Columns; column++, cell++)
            {
                var (left, right) = grid.ColumnBounds(column);
                // The low byte of 16 bits lies below what 8-bit video keeps.
                long red = Total(sums, left * pixel, right * pixel, pixel);
                long green = Total(sums, left * pixel + sample, right * pixel, pixel);
                long blue = Total(sums, left * pixel + 2 * sample, right * pixel, pixel);
                Store(signature, grid.Cells, cell, Convert(red, green, blue, 255.0 * (right - left) * (bottom - top)));
            }
        }

        return signature;
    }

    /// <summary>The signature of a decoded frame.</summary>
    /// <param name="planes">Y, then Cb and Cr at half the width and height, 8 bits.</param>
    public static ushort[] OfYuv420(ReadOnlySpan<byte> planes, int width, int height)
    {
        var grid = new Grid(width, height);
        var signature = new ushort[grid.Planes * grid.Cells];
        var luma = planes[..(width * height)];
        var blueness = planes.Slice(luma.Length, luma.Length / 4);
        var redness = planes.Slice(luma.Length + luma.Length / 4, luma.Length / 4);
        uint[] lumaSums = new uint[width], bluenessSums = new uint[width / 2], rednessSums = new uint[width / 2];
        for (int row = 0, cell = 0; row < grid.Rows; row++)
        {
            var (top, bottom) = grid.RowBounds(row);
            ColumnSums.Of(luma, width, top, bottom, lumaSums);
            ColumnSums.Of(blueness, width / 2, top / 2, bottom / 2, bluenessSums);
            ColumnSums.Of(redness, width / 2, top / 2, bottom / 2, rednessSums);
            for (int column = 0; column < grid.Columns; column++, cell++)
            {
                var (left, right) = grid.ColumnBounds(column);
                double area = (double)(right - left) * (bottom - top);
                Store(signature, grid.Cells, cell, (
                    Total(lumaSums, left, right, 1) / area,
                    Total(bluenessSums, left / 2, right / 2, 1) / (area / 4),
                    Total(rednessSums, left / 2, right / 2, 1) / (area / 4)));
            }
        }

        return signature;
    }

    /// <summary>How many cells a picture has.</summary>
    public static int CellsOf(int width, int height) => new Grid(width, height).Cells;

    /// <summary>The root of the mean squared difference of two signatures, in 8-bit levels; 0 of two empty ones.</summary>
    public static double Distance(ReadOnlySpan<ushort> a, ReadOnlySpan<ushort> b)
    {
        if (a.IsEmpty) return 0;
        long sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            long difference = a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum / (double)a.Length) / Unit;
    }

    private static long Total(uint[] sums, int first, int end, int step)
    {
        long total = 0;
        for (int at = first; at < end; at += step) total += sums[at];
        return total;
    }

    // Source: ITU-R BT.709, section 3, scaled to 16 … 235 and 16 … 240.
    public static (double Y, double Cb, double Cr) Convert(double red, double green, double blue, double full)
    {
        double luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / full;
        return (16 + 219 * luma, 128 + 224 * (blue / full - luma) / 1.8556, 128 + 224 * (red / full - luma) / 1.5748);
    }

    private static void Store(ushort[] signature, int cells, int cell, (double Y, double Cb, double Cr) means)
    {
        signature[cell] = (ushort)(means.Y * Unit + 0.5);
        if (signature.Length == cells) return;
        signature[cells + cell] = (ushort)(means.Cb * Unit + 0.5);
        signature[2 * cells + cell] = (ushort)(means.Cr * Unit + 0.5);
    }

    /// <summary>Cells whose borders are even, so that they are cells of the halved colour planes as well.</summary>
    private readonly struct Grid(int width, int height)
    {
        public int Columns { get; } = Math.Clamp(width / LeastCell, 1, MostColumns);

        public int Rows { get; } = Math.Clamp(height / LeastCell, 1, MostRows);

        public int Cells => Columns * Rows;

        public int Planes => Math.Min(width, height) < LeastColoured ? 1 : 3;

        public (int Left, int Right) ColumnBounds(int column) => (Border(column, Columns, width), Border(column + 1, Columns, width));

        public (int Top, int Bottom) RowBounds(int row) => (Border(row, Rows, height), Border(row + 1, Rows, height));

        private static int Border(int index, int cells, int length) => (int)((long)index * (length / 2) / cells) * 2;
    }
}
