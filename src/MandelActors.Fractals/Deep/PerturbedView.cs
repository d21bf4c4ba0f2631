using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>A view made ready to be computed beside a reference: its samples' offsets, and the table's blocks as doubles.</summary>
/// <remarks>
/// Made once per field, in time proportional to the table; immutable, shared by all threads. Every choice in it follows from the
/// view and the reference alone.
/// </remarks>
public sealed class PerturbedView
{
    /// <summary>Doubles in a row: A/2, B·2^exponent, Q (real and imaginary parts), radius², and steps + next · <see cref="NextUnit"/>.</summary>
    public const int RowLength = 8;

    /// <summary>What the number of the next block is multiplied by to share a double with the number of steps.</summary>
    public const double NextUnit = 1 << 26;

    /// <summary>Bits of a band: band k holds δ as a double times 2^(−900k).</summary>
    /// <remarks>
    /// Where a view's offsets are below double's range, so is δ for a good part of its way. Within one band the arithmetic is that of
    /// doubles, only the rows differ: Q is 2^(−900k) of what it was, B and radius 2^900k. So no operation carries an exponent.
    /// </remarks>
    public const int BandBits = 900;

    /// <summary>A band begins here: δ's exponent is from this to <see cref="BandBits"/> above it.</summary>
    public const int BandStartExponent = -485;

    /// <summary>Rows of all bands beyond the first, 128 MiB: where they would be more, the shortest blocks are left out there.</summary>
    private const int MostLaterRows = 1 << 21;

    /// <summary>Factors beyond 2 to ± this power have no row.</summary>
    private const int LargestExponent = 1000;

    private const int ExponentCount = 2048;

    /// <param name="table">The blocks.</param>
    /// <param name="view">The samples.</param>
    /// <param name="rule">What counts as escaped.</param>
    /// <param name="offsetX">Shift to the right, in pixels, −½ … ½.</param>
    /// <param name="offsetY">Shift downwards in the image, in pixels, −½ … ½.</param>
    /// <param name="withBands">Whether to keep δ in bands even where doubles would do, for comparison.</param>
    /// <param name="withDistance">Whether orbits carry the derivative that a distance needs.</param>
    public PerturbedView(MipTable table, View view, EscapeRule rule, double offsetX = 0, double offsetY = 0, bool withBands = false, bool withDistance = false)
    {
        Table = table;
        Rule = rule;
        WithDistance = withDistance;
        Width = view.Width;
        Height = view.Height;
        Offsets = PixelOffsets.Of(view, table.Reference, offsetX, offsetY, withBands);
        BandCount = Offsets.ArePlain ? 1 : 2 + (int)(Math.Max(0, BandStartExponent - Offsets.Exponent) / BandBits);
        StepB = [.. Enumerable.Range(0, BandCount).Select(band => PowerOfTwo(Offsets.Exponent + (long)BandBits * band))];
        StepQ = [.. Enumerable.Range(0, BandCount).Select(band => PowerOfTwo(-(long)BandBits * band))];
        BandLeafBase = table.LeafBase;
        while ((BandCount - 1L) * 2 * BandLeafBase > MostLaterRows) BandLeafBase /= 2;
        Rows = GC.AllocateArray<double>(FirstRowOf(BandCount) * RowLength, pinned: true);
        for (var band = 0; band < BandCount; band++) WriteBand(band);
        First = FirstBlocks();
        (Head, HeadIndex) = FindHead();
    }

    public MipTable Table { get; }

    public EscapeRule Rule { get; }

    /// <summary>Whether orbits carry J, the derivative of z by the pixel.</summary>
    public bool WithDistance { get; }

    public int Width { get; }

    public int Height { get; }

    public PixelOffsets Offsets { get; }

    /// <summary>B of a single step in each band: what an offset's unit is there, 0 where that is below double's range.</summary>
    public double[] StepB { get; }

    /// <summary>Q of a single step in each band, likewise.</summary>
    public double[] StepQ { get; }

    /// <summary>
    /// Row-major, one row per block number of the first band, then of the second …; see <see cref="RowLength"/>. A block that does not
    /// hold here has radius² −1. Pinned.
    /// </summary>
    public double[] Rows { get; }

    /// <summary>1 where no δ leaves double's range; see <see cref="BandBits"/>.</summary>
    public int BandCount { get; }

    /// <summary>Number of the first leaf of the bands after the first.</summary>
    public int BandLeafBase { get; }

    /// <summary>The block to try first at m = 1, by the exponent field of |δ|² as a double; 0 for none. Pinned.</summary>
    public double[] First { get; }

    /// <summary>All pixels begin at this index, with δ = <see cref="Head"/>·c: until then each of them is linear in c.</summary>
    public int HeadIndex { get; }

    /// <summary>See <see cref="HeadIndex"/>.</summary>
    public ScaledComplex Head { get; }

    /// <summary>Number of a band's first leaf: blocks below it have halves.</summary>
    public int LeafBaseOf(int band) => band == 0 ? Table.LeafBase : BandLeafBase;

    /// <summary>Steps of a band's leaves: those after the first may leave the shortest blocks out.</summary>
    public int LeafStepsOf(int band) => Table.LeafSteps * (Table.LeafBase / LeafBaseOf(band));

    /// <summary>The number of the block that stands for <see cref="MipTable.Whole"/>.</summary>
    public int WholeBlockOf(int band) => 2 * LeafBaseOf(band);

    /// <summary>Which row of <see cref="Rows"/> a band's block 0 would be.</summary>
    public int FirstRowOf(int band) =>
        band == 0 ? 0 : WholeBlockOf(0) + 1 + (band - 1) * (2 * BandLeafBase + 1);

    /// <summary>The block of a number.</summary>
    public MipBlock BlockOf(int band, int number) => number == WholeBlockOf(band) ? Table.Whole!.Value : Table[number];

    /// <summary>The last number of a row, taken apart: the steps of the block, and the block that is tried after it, 0 for none.</summary>
    public static (int Steps, int Next) Unpacked(double packed)
    {
        var next = (int)(packed / NextUnit);
        return ((int)(packed - next * NextUnit), next);
    }

    /// <summary>Whether a block holds for all samples of the view, as far as c is concerned.</summary>
    public bool Reaches(in MipBlock block) => block.Reach >= Offsets.Largest;

    private static double PowerOfTwo(long exponent) => new FloatExp(1, exponent).ToDouble();

    private void WriteBand(int band)
    {
        var whole = WholeBlockOf(band);
        for (var number = 1; number < whole; number++)
        {
            if (!Table.Exists(number))
            {
                Rows[(FirstRowOf(band) + number) * RowLength + 6] = -1;
                continue;
            }

            var next = Table.After(number);
            WriteRow(band, number, Table[number], Table.StepsOf(number), next < whole ? next : 0);
        }

        Rows[(FirstRowOf(band) + whole) * RowLength + 6] = -1;
        if (Table.Whole is { } block && Table.End - 1 < NextUnit) WriteRow(band, whole, block, Table.End - 1, 0);
    }

    private void WriteRow(int band, int number, in MipBlock block, int steps, int next)
    {
        var row = Rows.AsSpan((FirstRowOf(band) + number) * RowLength, RowLength);
        long scale = (long)BandBits * band;
        var b = block.B.Scaled(Offsets.Exponent + scale);
        var q = block.Q.Scaled(-scale);
        var fits = Math.Abs(block.A.Exponent) < LargestExponent && b.Exponent < LargestExponent && q.Exponent < LargestExponent;
        var holds = Reaches(block) && (fits || BandCount > 1);
        row[6] = holds ? (block.Radius * block.Radius).Scaled(2 * scale).ToDouble() : -1;
        row[7] = next * NextUnit + steps;
        if (!fits)
        {
            // Where there are bands, NaN sends the block to those who take it with an exponent.
            row[0] = double.NaN;
            return;
        }

        (row[0], row[1]) = block.A.Scaled(-1).ToDoubles();
        (row[2], row[3]) = b.ToDoubles();
        (row[4], row[5]) = q.ToDoubles();
    }

    private double[] FirstBlocks()
    {
        var first = GC.AllocateArray<double>(ExponentCount, pinned: true);
        // All |δ|² of an exponent field are below 2^(field − 1022).
        for (var field = 0; field < ExponentCount - 1; field++) first[field] = FirstBlockOf(0, Math.ScaleB(1, field - 1022));
        return first;
    }

    /// <summary>The block to try first at m = 1 in a band.</summary>
    /// <param name="norm">|δ|² is below this, in the band's unit.</param>
    /// <returns>A block that holds; 0 for none.</returns>
    public int FirstBlockOf(int band, double norm)
    {
        var start = FirstRowOf(band);
        if (Rows[(start + WholeBlockOf(band)) * RowLength + 6] >= norm) return WholeBlockOf(band);
        for (var number = 1; number <= LeafBaseOf(band); number *= 2)
            if (Rows[(start + number) * RowLength + 6] >= norm) return number;
        return 0;
    }

    /// <summary>Follows the linear part of all pixels at once, as far as it stays within the blocks' linear radius.</summary>
    private (ScaledComplex Factor, int Index) FindHead()
    {
        var largest = Offsets.Largest;
        var factor = new ScaledComplex(1, 0);
        var m = 1;
        while (m < Table.End)
        {
            var modulus = factor.Magnitude() * largest;
            if (LinearBlockAt(m, modulus) is var number and > 0)
            {
                var block = Table[number];
                factor = block.A * factor + block.B;
                m += Table.StepsOf(number);
            }
            else if (MipBlock.Step(Table.Reference[m], Table.Tolerance) is var step && modulus < step.LinearRadius)
            {
                factor = step.A * factor + step.B;
                m++;
            }
            else break;
        }

        return (factor, m);
    }

    private int LinearBlockAt(int m, FloatExp modulus)
    {
        if ((m - 1) % Table.LeafSteps != 0) return 0;
        var found = 0;
        for (var number = Table.LeafBase + (m - 1) / Table.LeafSteps; Table.Exists(number); number /= 2)
        {
            ref readonly var block = ref Table[number];
            if (!(modulus <= block.LinearRadius && Reaches(block))) break;
            found = number;
            if ((number & 1) != 0) break;
        }

        return found;
    }
}
