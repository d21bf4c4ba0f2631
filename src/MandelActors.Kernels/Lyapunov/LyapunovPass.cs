using MandelActors.Fractals.Lyapunov;
using MandelActors.Numerics;

namespace MandelActors.Kernels.Lyapunov;

/// <summary>A field being computed. All workers share it and claim its chunks one by one.</summary>
internal sealed unsafe class LyapunovPass
{
    /// <summary>Pixels in a chunk: some 0.1 ms of work at 400 steps, and whole groups of every width of vectors.</summary>
    private const int ChunkLength = 43 * 96;

    private readonly PixelClaims _claims;

    public LyapunovPass(LyapunovTask task, double* field, CancellationToken cancellation)
    {
        var (view, sequence) = (task.View, task.Sequence);
        Field = field;
        (Width, Sequence, Cancellation) = (view.Width, sequence, cancellation);
        WarmUp = task.Rule.WarmUp;
        Terms = task.Rule.TermsOf(sequence);
        double[] columns = view.Columns(task.OffsetX), rows = view.Rows(task.OffsetY);
        (ColumnHalves, RowHalves, Constants) = ([.. columns.Select(a => a / 2)], [.. rows.Select(b => b / 2)], [.. view.Constants]);
        var occurrences = sequence.Occurrences(WarmUp + 1, Terms);
        ColumnLogarithms = [.. columns.Select(a => Share(occurrences, 0, a))];
        var constant = Constants.Select((c, i) => Share(occurrences, 2 + i, c)).Sum();
        RowLogarithms = [.. rows.Select(b => Share(occurrences, 1, b) + constant)];
        _claims = new PixelClaims(task.FieldLength, ChunkLength);
    }

    /// <summary>Row-major, height × width, filled with λ.</summary>
    public double* Field { get; }

    public int Width { get; }

    public LyapunovSequence Sequence { get; }

    /// <summary>Steps before those that are averaged.</summary>
    public long WarmUp { get; }

    /// <summary>Steps that are averaged.</summary>
    public long Terms { get; }

    /// <summary>A/2 of every column.</summary>
    public double[] ColumnHalves { get; }

    /// <summary>B/2 of every row.</summary>
    public double[] RowHalves { get; }

    /// <summary>C, D, …</summary>
    public double[] Constants { get; }

    /// <summary>What the letter A adds to the sum in every column: its occurrences times log₂|A|.</summary>
    public double[] ColumnLogarithms { get; }

    /// <summary>What all other letters add in every row.</summary>
    public double[] RowLogarithms { get; }

    public CancellationToken Cancellation { get; }

    public int ChunkCount => _claims.ChunkCount;

    /// <summary>Claims a run of pixels; false when there is none left.</summary>
    public bool TryClaim(out int first, out int count) => _claims.TryClaim(out first, out count);

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
