using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>A view made ready to be computed beside a reference in single precision: what of it depends on the view.</summary>
/// <remarks>Made once per field, in time proportional to its edges; immutable.</remarks>
public sealed class SinglePerturbedView
{
    /// <summary>δ at m = 1 may be smaller than the farthest sample by this power of two before the choice of its first block is coarser.</summary>
    private const int SmallerExponents = 64;

    /// <summary>|δ| at m = 1 is below 2 to this power: an orbit is measured anew before it escapes.</summary>
    private const int LargestExponent = 6;

    /// <param name="table">The blocks.</param>
    /// <param name="offsets">The samples, as seen from the table's reference.</param>
    /// <param name="rule">What counts as escaped.</param>
    public SinglePerturbedView(SingleMipTable table, PixelOffsets offsets, EscapeRule rule)
    {
        Table = table;
        Rule = rule;
        Largest = offsets.Largest;
        // A single sample on the reference itself has no size, and no need of a unit.
        PointExponent = Largest.IsZero ? 0 : (int)Largest.Exponent;
        ReachExponent = PointExponent + 1;
        Columns = Axis(offsets.Columns, offsets.Exponent);
        Rows = Axis(offsets.Rows, offsets.Exponent);
        var bound = new FloatExp(rule.Bound);
        var odd = (int)(bound.Exponent & 1);
        (Bound, BoundExponent) = ((float)Math.ScaleB(bound.Mantissa, odd), (int)bound.Exponent - odd);
        FirstExponent = Math.Min(PointExponent, LargestExponent) - SmallerExponents;
        First = [.. Enumerable.Range(FirstExponent, LargestExponent - FirstExponent).Select(FirstBlockOf)];
        (var head, HeadError, HeadIndex) = FindHead();
        (HeadRe, HeadIm, HeadExponent) = (FloatPair.Of(head.Re), FloatPair.Of(head.Im), (int)head.Exponent);
    }

    public SingleMipTable Table { get; }

    public EscapeRule Rule { get; }

    /// <summary>Real part of every column's offset from the reference, in the unit 2^<see cref="PointExponent"/>.</summary>
    public FloatPair[] Columns { get; }

    /// <summary>Imaginary part of every row's, likewise.</summary>
    public FloatPair[] Rows { get; }

    /// <summary>The modulus of the farthest sample.</summary>
    public FloatExp Largest { get; }

    public int PointExponent { get; }

    /// <summary>Blocks must reach to 2 to this power.</summary>
    public int ReachExponent { get; }

    /// <summary>|z|² beyond this has escaped, in the unit 2^<see cref="BoundExponent"/>.</summary>
    public float Bound { get; }

    /// <summary>An even number.</summary>
    public int BoundExponent { get; }

    /// <summary>The block to try first at m = 1, by the exponent of δ less <see cref="FirstExponent"/>; 0 for none.</summary>
    public int[] First { get; }

    public int FirstExponent { get; }

    /// <summary>All pixels begin at this index, with δ = head·c.</summary>
    public int HeadIndex { get; }

    /// <summary>The head's real part, in the unit 2^<see cref="HeadExponent"/>.</summary>
    public FloatPair HeadRe { get; }

    /// <summary>The head's imaginary part, likewise.</summary>
    public FloatPair HeadIm { get; }

    public int HeadExponent { get; }

    /// <summary>How far head·c may be from δ, relatively; without what pairs of floats round away.</summary>
    public float HeadError { get; }

    private FloatPair[] Axis(double[] offsets, long exponent) =>
        [.. offsets.Select(offset => FloatPair.Of(new FloatExp(offset, exponent - PointExponent).ToDouble()))];

    private int FirstBlockOf(int exponent)
    {
        if (Holds(Table.WholeBlock, exponent)) return Table.WholeBlock;
        for (var number = 1; number <= Table.Table.LeafBase; number *= 2)
            if (Holds(number, exponent)) return number;
        return 0;
    }

    /// <summary>Whether a block holds for every δ of an exponent: |δ|² is below 2^(2·exponent + 3).</summary>
    private bool Holds(int number, int exponent)
    {
        ref readonly var block = ref Table.Blocks[number];
        return block.RadiusSquared > 0 && block.ReachExponent >= ReachExponent && 2 * (exponent - block.RadiusExponent) + 3 <= 0;
    }

    /// <summary>Follows the linear part of all pixels at once, as far as it stays within the blocks' linear radius.</summary>
    private (ScaledComplex Factor, float Error, int Index) FindHead()
    {
        var table = Table.Table;
        var (factor, error, m) = (new ScaledComplex(1, 0), default(FloatExp), 1);
        while (m < table.End)
        {
            var modulus = factor.Magnitude() * Largest;
            var number = LinearBlockAt(m, modulus);
            var block = number > 0 ? table[number] : MipBlock.Step(table.Reference[m], table.Tolerance);
            if (number == 0 && !(modulus < block.LinearRadius)) break;
            var blockError = number > 0 ? Table.ErrorOf(number) : MipBlockError.Step;
            error = Grown(error, modulus, block, blockError);
            factor = block.A * factor + block.B;
            m += blockError.Steps;
        }

        var size = factor.Magnitude() * Largest;
        return (factor, size.IsZero ? 0 : (float)(error / size * 1.01).ToDouble(), m);
    }

    /// <summary>How far δ of the farthest sample may be from its linear part after a block. The others', relatively, are not farther.</summary>
    private FloatExp Grown(FloatExp error, FloatExp modulus, in MipBlock block, in MipBlockError blockError)
    {
        var (a, reached) = (block.A.Magnitude(), modulus + error);
        return (a + blockError.SquareSum * (modulus + reached)) * error
            + blockError.SquareSum * modulus * modulus
            + blockError.Cubic * reached * reached * reached
            + blockError.Mixed * reached * Largest
            + blockError.Squared * Largest * Largest
            + (a * modulus + blockError.PointSum * Largest) * (2 * blockError.Rounding);
    }

    private int LinearBlockAt(int m, FloatExp modulus)
    {
        var table = Table.Table;
        if ((m - 1) % table.LeafSteps != 0) return 0;
        var found = 0;
        for (var number = table.LeafBase + (m - 1) / table.LeafSteps; table.Exists(number); number /= 2)
        {
            ref readonly var block = ref table[number];
            if (!(modulus <= block.LinearRadius && block.Reach >= Largest)) break;
            found = number;
            if ((number & 1) != 0) break;
        }

        return found;
    }
}
