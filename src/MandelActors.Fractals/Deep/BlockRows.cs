using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>A table's blocks as doubles, the way a view takes them: in the unit of its offsets, in every band, those left out that do not reach its corners.</summary>
/// <remarks>
/// Made in time proportional to the table, which for a long reference is as much as a GPU needs for a field. Samples of one frame take the same rows, and
/// so do many frames after each other: a table keeps those made last (<see cref="MipTable.RowsFor"/>). Immutable, shared by all threads.
/// </remarks>
public sealed class BlockRows
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

    /// <summary>Rows that one thread writes at a time.</summary>
    private const int Chunk = 4096;

    private readonly Lock _merging = new();
    private readonly long _exponent;
    private readonly FloatExp _largest;

    /// <summary>Offsets above the first, up to the second, make the same rows: the largest reach that falls short, and the smallest that does not.</summary>
    private FloatExp _shortReach, _longReach;

    /// <param name="table">The blocks.</param>
    /// <param name="offsets">The view's samples.</param>
    /// <param name="threads">Most threads to use, −1 for all.</param>
    public BlockRows(MipTable table, PixelOffsets offsets, int threads = -1)
    {
        (Table, _exponent, _largest, BandCount) = (table, offsets.Exponent, offsets.Largest, BandCountFor(offsets));
        (_shortReach, _longReach) = (default, MipBlock.Unlimited);
        BandLeafBase = table.LeafBase;
        while ((BandCount - 1L) * 2 * BandLeafBase > MostLaterRows) BandLeafBase /= 2;
        Numbers = GC.AllocateUninitializedArray<double>(FirstRowOf(BandCount) * RowLength, pinned: true);
        for (var band = 0; band < BandCount; band++) WriteBand(band, threads);
        First = FirstBlocks();
    }

    public MipTable Table { get; }

    /// <summary>
    /// Row-major, one row per block number of the first band, then of the second …; see <see cref="RowLength"/>. A block that does not
    /// hold here has radius² −1. Pinned.
    /// </summary>
    public double[] Numbers { get; }

    /// <summary>1 where no δ leaves double's range; see <see cref="BandBits"/>.</summary>
    public int BandCount { get; }

    /// <summary>Number of the first leaf of the bands after the first.</summary>
    public int BandLeafBase { get; }

    /// <summary>The block to try first at m = 1, by the exponent field of |δ|² as a double; 0 for none. Pinned.</summary>
    public double[] First { get; }

    /// <summary>Whether rows made for other samples would have the same numbers.</summary>
    public bool Serve(PixelOffsets offsets) =>
        offsets.Exponent == _exponent && BandCountFor(offsets) == BandCount && offsets.Largest > _shortReach && offsets.Largest <= _longReach;

    /// <summary>The last number of a row, taken apart: the steps of the block, and the block that is tried after it, 0 for none.</summary>
    public static (int Steps, int Next) Unpacked(double packed)
    {
        var next = (int)(packed / NextUnit);
        return ((int)(packed - next * NextUnit), next);
    }

    /// <summary>Number of a band's first leaf: blocks below it have halves.</summary>
    public int LeafBaseOf(int band) => band == 0 ? Table.LeafBase : BandLeafBase;

    /// <summary>Steps of a band's leaves: those after the first may leave the shortest blocks out.</summary>
    public int LeafStepsOf(int band) => Table.LeafSteps * (Table.LeafBase / LeafBaseOf(band));

    /// <summary>The number of the block that stands for <see cref="MipTable.Whole"/>.</summary>
    public int WholeBlockOf(int band) => 2 * LeafBaseOf(band);

    /// <summary>Which row of <see cref="Numbers"/> a band's block 0 would be.</summary>
    public int FirstRowOf(int band) =>
        band == 0 ? 0 : WholeBlockOf(0) + 1 + (band - 1) * (2 * BandLeafBase + 1);

    /// <summary>A block's row.</summary>
    public ReadOnlySpan<double> RowOf(int band, int number) => Numbers.AsSpan((FirstRowOf(band) + number) * RowLength, RowLength);

    /// <summary>The block of a number.</summary>
    public MipBlock BlockOf(int band, int number) => number == WholeBlockOf(band) ? Table.Whole!.Value : Table[number];

    /// <summary>The block to try first at m = 1 in a band.</summary>
    /// <param name="norm">|δ|² is below this, in the band's unit.</param>
    /// <returns>A block that holds; 0 for none.</returns>
    public int FirstBlockOf(int band, double norm)
    {
        if (RowOf(band, WholeBlockOf(band))[6] >= norm) return WholeBlockOf(band);
        for (var number = 1; number <= LeafBaseOf(band); number *= 2)
            if (RowOf(band, number)[6] >= norm) return number;
        return 0;
    }

    private static int BandCountFor(PixelOffsets offsets) =>
        offsets.ArePlain ? 1 : 2 + (int)(Math.Max(0, BandStartExponent - offsets.Exponent) / BandBits);


    private void WriteBand(int band, int threads)
    {
        var whole = WholeBlockOf(band);
        Blank(band, 0);
        Blank(band, whole);
        if (whole <= Chunk) WriteBlocks(band, 1, whole);
        else
        {
            Parallel.For(
                0, (whole + Chunk - 1) / Chunk, new ParallelOptions { MaxDegreeOfParallelism = threads },
                chunk => WriteBlocks(band, Math.Max(1, chunk * Chunk), Math.Min(whole, (chunk + 1) * Chunk)));
        }

        if (Table.Whole is not { } block || Table.End - 1 >= NextUnit) return;
        WriteRow(band, whole, block, Table.End - 1, 0);
        Narrow(block.Reach, block.Reach);
    }

    private void WriteBlocks(int band, int from, int to)
    {
        var whole = WholeBlockOf(band);
        var (shortReach, longReach) = (default(FloatExp), MipBlock.Unlimited);
        for (var number = from; number < to; number++)
        {
            if (!Table.Exists(number))
            {
                Blank(band, number);
                continue;
            }

            ref readonly var block = ref Table[number];
            var next = Table.After(number);
            WriteRow(band, number, block, Table.StepsOf(number), next < whole ? next : 0);
            if (Reaches(block)) longReach = FloatExp.Min(longReach, block.Reach);
            else shortReach = FloatExp.Max(shortReach, block.Reach);
        }

        Narrow(shortReach, longReach);
    }

    private void Narrow(FloatExp shortReach, FloatExp longReach)
    {
        lock (_merging)
        {
            if (shortReach < _largest) _shortReach = FloatExp.Max(_shortReach, shortReach);
            if (longReach >= _largest) _longReach = FloatExp.Min(_longReach, longReach);
        }
    }

    private bool Reaches(in MipBlock block) => block.Reach >= _largest;

    private void Blank(int band, int number)
    {
        var row = RowToWrite(band, number);
        row.Clear();
        row[6] = -1;
    }

    private void WriteRow(int band, int number, in MipBlock block, int steps, int next)
    {
        var row = RowToWrite(band, number);
        long scale = (long)BandBits * band;
        var b = block.B.Scaled(_exponent + scale);
        var q = block.Q.Scaled(-scale);
        var fits = Math.Abs(block.A.Exponent) < LargestExponent && b.Exponent < LargestExponent && q.Exponent < LargestExponent;
        var holds = Reaches(block) && (fits || BandCount > 1);
        row[6] = holds ? (block.Radius * block.Radius).Scaled(2 * scale).ToDouble() : -1;
        row[7] = next * NextUnit + steps;
        if (!fits)
        {
            // Where there are bands, NaN sends the block to those who take it with an exponent.
            row[..6].Clear();
            row[0] = double.NaN;
            return;
        }

        (row[0], row[1]) = block.A.Scaled(-1).ToDoubles();
        (row[2], row[3]) = b.ToDoubles();
        (row[4], row[5]) = q.ToDoubles();
    }

    private Span<double> RowToWrite(int band, int number) => Numbers.AsSpan((FirstRowOf(band) + number) * RowLength, RowLength);

    private double[] FirstBlocks()
    {
        var first = GC.AllocateArray<double>(ExponentCount, pinned: true);
        // All |δ|² of an exponent field are below 2^(field − 1022).
        for (var field = 0; field < ExponentCount - 1; field++) first[field] = FirstBlockOf(0, Math.ScaleB(1, field - 1022));
        return first;
    }
}
