using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>A view made ready to be computed beside a reference: its samples' offsets, and the table's blocks as doubles.</summary>
/// <remarks>Made once per field; immutable, shared by all threads. Every choice in it follows from the view and the reference alone.</remarks>
public sealed class PerturbedView
{
    /// <param name="table">The blocks.</param>
    /// <param name="view">The samples.</param>
    /// <param name="rule">What counts as escaped.</param>
    /// <param name="offsetX">Shift to the right, in pixels, −½ … ½.</param>
    /// <param name="offsetY">Shift downwards in the image, in pixels, −½ … ½.</param>
    /// <param name="withBands">Whether to keep δ in bands even where doubles would do, for comparison.</param>
    /// <param name="withDistance">Whether orbits carry the derivative that a distance needs.</param>
    /// <param name="threads">Most threads to use, −1 for all.</param>
    public PerturbedView(
        MipTable table, View view, EscapeRule rule, double offsetX = 0, double offsetY = 0, bool withBands = false, bool withDistance = false,
        int threads = -1)
    {
        Table = table;
        Rule = rule;
        WithDistance = withDistance;
        Width = view.Width;
        Height = view.Height;
        Offsets = PixelOffsets.Of(view, table.Reference, offsetX, offsetY, withBands);
        Rows = table.RowsFor(Offsets, threads);
        StepB = [.. Enumerable.Range(0, Rows.BandCount).Select(band => PowerOfTwo(Offsets.Exponent + (long)BlockRows.BandBits * band))];
        StepQ = [.. Enumerable.Range(0, Rows.BandCount).Select(band => PowerOfTwo(-(long)BlockRows.BandBits * band))];
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

    /// <summary>The table's blocks as doubles.</summary>
    public BlockRows Rows { get; }

    /// <summary>All pixels begin at this index, with δ = <see cref="Head"/>·c: until then each of them is linear in c.</summary>
    public int HeadIndex { get; }

    /// <summary>See <see cref="HeadIndex"/>.</summary>
    public ScaledComplex Head { get; }

    /// <summary>Whether a block holds for all samples of the view, as far as c is concerned.</summary>
    private bool Reaches(in MipBlock block) => block.Reach >= Offsets.Largest;

    private static double PowerOfTwo(long exponent) => new FloatExp(1, exponent).ToDouble();

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
