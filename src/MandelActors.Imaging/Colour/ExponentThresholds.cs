using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MandelActors.Imaging.Colour;

/// <summary>The least arguments of every index of <see cref="ExponentIndex"/>, and a grid over them that says where to look.</summary>
/// <remarks>Found by bisection with the operations of <see cref="Formula"/> itself, so to the last bit. Immutable.</remarks>
public sealed class ExponentThresholds
{
    /// <summary>tanh of this is 1.</summary>
    private const double Saturated = 40;

    /// <summary>Far more than a formula's rounding.</summary>
    private const double Nearby = 1e-12;

    /// <summary>Enough that no cell has two thresholds in it, even where they crowd in the middle of the palette: unless one side of 0 is stretched far more than the other.</summary>
    private const int CellsPerEntry = 8;

    private readonly int _entries;

    /// <summary>|tanh| at the ends of the palette, below 0 and above.</summary>
    private readonly double _below, _above;

    /// <summary>The least argument of index k at k − 1, then NaN, which nothing reaches.</summary>
    private readonly double[] _thresholds;
    private readonly double _first, _cellsPerUnit;

    /// <param name="entries">Entries of the palette, at least 2.</param>
    /// <param name="below">|tanh| at the start of the palette, above 0.</param>
    /// <param name="above">tanh at its end, above 0.</param>
    public ExponentThresholds(int entries, double below, double above)
    {
        (_entries, _below, _above) = (entries, below, above);
        _thresholds = [.. Enumerable.Range(1, entries - 1).Select(Threshold), double.NaN];
        _first = _thresholds[0];
        Reached = new int[CellsPerEntry * entries];
        Next = new double[Reached.Length];
        _cellsPerUnit = (Reached.Length - 1) / Math.Max(_thresholds[entries - 2] - _first, Nearby);
        IsSparse = true;
        for (int cell = 0, reached = 0; cell < Reached.Length; cell++)
        {
            int before = reached;
            while (reached < entries - 1 && Cell(_thresholds[reached]) <= cell) reached++;
            (Reached[cell], Next[cell]) = (before, _thresholds[before]);
            IsSparse &= reached - before <= 1;
        }
    }

    /// <summary>Whether no cell has two thresholds, so that one comparison settles an argument.</summary>
    public bool IsSparse { get; }

    /// <summary>The least argument of index k at k − 1, then NaN, which nothing reaches.</summary>
    public double[] Least => _thresholds;

    /// <summary>Cells of the grid a unit of the argument, from the first threshold on.</summary>
    public double CellsPerUnit => _cellsPerUnit;

    /// <summary>For every cell, how many thresholds lie in cells before it: the index of its least arguments.</summary>
    public int[] Reached { get; }

    /// <summary>For every cell, the threshold after those: in it or in a later one; NaN after the last.</summary>
    public double[] Next { get; }

    /// <summary>The cell of an argument; it never falls as the argument rises. Beyond the ends, and for NaN, the nearest end or the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Cell(double argument) =>
        // NaN becomes 0: the maximum gives its second operand then, or the conversion makes it 0.
        double.ConvertToIntegerNative<int>(double.MinNative(double.MaxNative((argument - _first) * _cellsPerUnit, 0), Reached.Length - 1));

    /// <summary>The cells of four arguments that are no NaN, by the same operations as <see cref="Cell"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<int> Cells(Vector256<double> arguments)
    {
        Vector256<double> places = (arguments - Vector256.Create(_first)) * Vector256.Create(_cellsPerUnit);
        return Avx.ConvertToVector128Int32WithTruncation(Vector256.MinNative(Vector256.MaxNative(places, Vector256<double>.Zero), Vector256.Create((double)(Reached.Length - 1))));
    }

    /// <summary>The index of an argument that is no NaN, looked up; equals <see cref="Formula"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(double argument)
    {
        int index = Reached[Cell(argument)];
        // A cell of two thresholds is rare, one of one is not: the first step costs no branch.
        index += _thresholds[index] <= argument ? 1 : 0;
        while (_thresholds[index] <= argument) index++;
        return index;
    }

    /// <summary>⌊entries · ½(1 + tanh(argument)/t)⌋, within 0 … entries − 1: the plain form of <see cref="IndexOf"/>.</summary>
    public int Formula(double argument)
    {
        double share = 0.5 * (1 + Math.Tanh(argument) / (argument < 0 ? _below : _above));
        return (int)Math.Clamp(share * _entries, 0, _entries - 1);
    }

    /// <summary>The least argument whose index is at least <paramref name="index"/>, searched for around where the formula has it.</summary>
    private double Threshold(int index)
    {
        double tanh = 2.0 * index / _entries - 1, guess = Math.Atanh(tanh * (tanh < 0 ? _below : _above));
        double low = guess - Nearby, high = guess + Nearby;
        if (Formula(low) >= index) low = -Saturated;
        if (Formula(high) < index) high = Saturated;
        while (low + (high - low) / 2 is var middle && middle > low && middle < high)
        {
            if (Formula(middle) >= index) high = middle;
            else low = middle;
        }

        return high;
    }
}
