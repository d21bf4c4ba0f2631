using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace MandelActors.Imaging.Colour;

/// <summary><c>exponent</c>: index = ⌊entries · ½(1 + tanh(contrast · λ))⌋, at most entries − 1, moved along the palette by the offset.</summary>
/// <remarks>
/// λ = 0 lies in the middle of the palette whatever the frame holds, so frames can be compared. With a frame's own range the two sides of 0 are stretched,
/// each by itself: ½(1 + tanh(contrast · λ)/t) with t the |tanh| at the frame's largest λ above 0, or at its least below. So both ends of the palette
/// are reached and its middle is still 0.
/// <para>
/// No pixel costs a tanh: the index rises with λ, so <see cref="Map"/> looks up between which of the least arguments of each index a pixel lies. These are found by
/// bisection with <see cref="Scalar"/>'s own operations, to the last bit.
/// </para>
/// </remarks>
internal sealed class ExponentIndex : IndexMap
{
    /// <summary>tanh of this is 1.</summary>
    private const double Saturated = 40;

    /// <summary>Far more than a formula's rounding.</summary>
    private const double Nearby = 1e-12;

    /// <summary>Enough that five of six cells in the middle of the palette, where pixels crowd, have no threshold in them.</summary>
    private const int CellsPerEntry = 16;

    private static readonly ConcurrentDictionary<int, double[]> Unstretched = new();

    private readonly int _entries;
    private readonly double _contrast;

    /// <summary>|tanh| at the ends of the palette, below 0 and above.</summary>
    private readonly double _below = 1, _above = 1;

    /// <summary>The least contrast · λ of index k at k − 1, then NaN, which nothing reaches.</summary>
    private readonly double[] _thresholds;

    /// <summary>For every cell of a grid over the thresholds, how many of them lie in cells before it: where to begin looking.</summary>
    private readonly int[] _guide;
    private readonly double _first, _cellsPerUnit;

    /// <summary>The entry of the table for every index.</summary>
    private readonly int[] _places;

    /// <param name="entries">Entries of the palette, at least 2.</param>
    /// <param name="isCyclic">Whether the palette goes round; any other goes there and back where the offset moves it.</param>
    /// <param name="contrast">What λ is multiplied by, above 0.</param>
    /// <param name="offset">Turns.</param>
    /// <param name="range">The least and the largest λ to stretch; null stretches nothing.</param>
    public ExponentIndex(int entries, bool isCyclic, double contrast, double offset, (double Least, double Largest)? range = null)
    {
        (_entries, _contrast) = (entries, contrast);
        if (range is { } own) (_below, _above) = (End(-own.Least * contrast), End(own.Largest * contrast));
        _places = Places(entries, isCyclic, offset);
        _thresholds = range is null ? Unstretched.GetOrAdd(entries, _ => Thresholds()) : Thresholds();
        _first = _thresholds[0];
        _guide = new int[CellsPerEntry * entries];
        _cellsPerUnit = (_guide.Length - 1) / Math.Max(_thresholds[entries - 2] - _first, Nearby);
        for (int cell = 1, reached = 0; cell < _guide.Length; cell++)
        {
            while (reached < entries - 1 && Cell(_thresholds[reached]) < cell) reached++;
            _guide[cell] = reached;
        }
    }

    /// <summary>The least and the largest finite exponent of a field, 0 and 0 where there is none.</summary>
    public static (double Least, double Largest) RangeOf(ReadOnlySpan<double> exponents)
    {
        var (least, largest) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double exponent in exponents)
        {
            if (!double.IsFinite(exponent)) continue;
            least = Math.Min(least, exponent);
            largest = Math.Max(largest, exponent);
        }

        return least <= largest ? (least, largest) : (0, 0);
    }

    /// <param name="counts">Exponents; NaN is interior, the infinities are the ends of the palette.</param>
    /// <inheritdoc/>
    public override void Map(ReadOnlySpan<double> counts, Span<int> indices)
    {
        double[] thresholds = _thresholds;
        int[] guide = _guide, places = _places;
        indices = indices[..counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            double argument = counts[i] * _contrast;
            int index = guide[Cell(argument)];
            // A cell of two thresholds is rare, one of one is not: the first step costs no branch.
            index += thresholds[index] <= argument ? 1 : 0;
            while (thresholds[index] <= argument) index++;
            indices[i] = places[double.IsNaN(argument) ? _entries : index];
        }
    }

    /// <summary>The plain form of <see cref="Map"/>.</summary>
    public void Scalar(ReadOnlySpan<double> counts, Span<int> indices)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            double argument = counts[i] * _contrast;
            indices[i] = _places[double.IsNaN(argument) ? _entries : IndexOf(argument)];
        }
    }

    private int IndexOf(double argument)
    {
        double share = 0.5 * (1 + Math.Tanh(argument) / (argument < 0 ? _below : _above));
        return (int)Math.Clamp(share * _entries, 0, _entries - 1);
    }

    private static double End(double extreme)
    {
        double end = Math.Tanh(extreme);
        return end > 0 ? end : 1;
    }

    /// <summary>The cell of an argument; it never falls as the argument rises. Beyond the ends, and for NaN, the nearest end or the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Cell(double argument) =>
        // NaN becomes 0: the minimum gives its second operand then, or the conversion makes it 0.
        (int)double.MinNative(double.MaxNative((argument - _first) * _cellsPerUnit, 0), _guide.Length - 1);

    private double[] Thresholds() => [.. Enumerable.Range(1, _entries - 1).Select(Threshold), double.NaN];

    /// <summary>The least argument whose index is at least <paramref name="index"/>, searched for around where the formula has it.</summary>
    private double Threshold(int index)
    {
        double tanh = 2.0 * index / _entries - 1, guess = Math.Atanh(tanh * (tanh < 0 ? _below : _above));
        double low = guess - Nearby, high = guess + Nearby;
        if (IndexOf(low) >= index) low = -Saturated;
        if (IndexOf(high) < index) high = Saturated;
        while (low + (high - low) / 2 is var middle && middle > low && middle < high)
        {
            if (IndexOf(middle) >= index) high = middle;
            else low = middle;
        }

        return high;
    }

    private static int[] Places(int entries, bool isCyclic, double offset)
    {
        int turn = isCyclic ? entries : 2 * entries, shift = (int)Math.Round((offset - Math.Floor(offset)) * turn);
        return
        [
            .. Enumerable.Range(shift, entries).Select(place => place % turn).Select(place => place < entries ? place : turn - 1 - place),
            entries,
        ];
    }
}
