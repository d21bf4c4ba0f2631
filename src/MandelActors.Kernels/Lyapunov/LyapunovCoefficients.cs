using MandelActors.Numerics;

namespace MandelActors.Kernels.Lyapunov;

/// <summary>What every device takes from the coordinates of a task's plane, so that all of them begin with the same bits.</summary>
internal sealed class LyapunovCoefficients
{
    public LyapunovCoefficients(LyapunovTask task)
    {
        var (view, sequence) = (task.View, task.Sequence);
        WarmUp = task.Rule.WarmUp;
        Terms = task.Rule.TermsOf(sequence);
        double[] columns = view.Columns(task.OffsetX), rows = view.Rows(task.OffsetY);
        (ColumnHalves, RowHalves, ConstantHalves) = (Halves(columns), Halves(rows), Halves(view.Constants));
        var occurrences = sequence.Occurrences(WarmUp + 1, Terms);
        ColumnLogarithms = [.. columns.Select(a => Share(occurrences, 0, a))];
        var constant = view.Constants.Select((c, i) => Share(occurrences, 2 + i, c)).Sum();
        RowLogarithms = [.. rows.Select(b => Share(occurrences, 1, b) + constant)];
    }

    /// <summary>Steps before those that are averaged.</summary>
    public long WarmUp { get; }

    /// <summary>Steps that are averaged.</summary>
    public long Terms { get; }

    /// <summary>A/2 of every column.</summary>
    public double[] ColumnHalves { get; }

    /// <summary>B/2 of every row.</summary>
    public double[] RowHalves { get; }

    /// <summary>C/2, D/2, …</summary>
    public double[] ConstantHalves { get; }

    /// <summary>What the letter A adds to the sum in every column: its occurrences times log₂|A|.</summary>
    public double[] ColumnLogarithms { get; }

    /// <summary>What all other letters add in every row.</summary>
    public double[] RowLogarithms { get; }

    private static double[] Halves(IEnumerable<double> coefficients) => [.. coefficients.Select(coefficient => coefficient / 2)];

    private static double Share(long[] occurrences, int letter, double coefficient) =>
        letter >= occurrences.Length || occurrences[letter] == 0 ? 0 : occurrences[letter] * Logarithm(coefficient);

    /// <summary>log₂|value|, within 10⁻¹⁵ for 2⁻⁴ … 2⁴; −∞ for 0.</summary>
    private static double Logarithm(double value)
    {
        if (value == 0) return double.NegativeInfinity;
        var exponent = Math.ILogB(value);
        return exponent + BinaryLogarithm.Of(Math.ScaleB(Math.Abs(value), -exponent));
    }
}
