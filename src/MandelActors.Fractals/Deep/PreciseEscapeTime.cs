using System.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>The escape time of single pixels at any depth, in as many bits as it takes: what a picture is.</summary>
/// <remarks>
/// z₁ = c, zₙ₊₁ = zₙ² + c, in binary fixed point with <see cref="FractionBits"/> bits behind the point; the count is that of
/// the first zₙ beyond the rule's radius. No perturbation, no table, no reference: every fast renderer is measured by this.
/// <para>
/// <i>Why so many bits:</i> a step is exact but for what is cut off below 2^−b in each part, so the computed orbit is the
/// exact orbit of z² + cₙ with |cₙ − c| ≤ 2^(2−b): it answers for a pixel that trembles by that much. Over all steps up
/// to the limit together, b = log₂(1/pitch) + log₂(limit) + <see cref="MarginBits"/> leaves a tremor of 2^(2−64) of a
/// pixel. That holds for every orbit; what it does to ν is the pixel's conditioning, and more bits change no
/// well-conditioned ν (PreciseEscapeTimeTruthTests compares with 64 more).
/// </para>
/// </remarks>
public sealed class PreciseEscapeTime
{
    /// <summary>Bits kept beyond those that tell neighbouring pixels apart after <c>limit</c> roundings.</summary>
    public const int MarginBits = 64;

    private readonly EscapeRule _rule;
    private readonly long _limit;
    private readonly PreciseGrid _grid;
    private readonly BigInteger _squaredRadius;

    /// <param name="view">At least one pixel and a positive radius; any depth.</param>
    /// <param name="rule">Its radius is taken exactly, and so is "beyond" or "at or beyond".</param>
    /// <param name="limit">The last index tested, at least 1.</param>
    /// <param name="extraBits">Added to the bits kept, to show that more change nothing; −<see cref="MarginBits"/> takes the
    /// margin away, to show that it is needed.</param>
    /// <exception cref="ArgumentException">The view has no pixels or its radius is not positive.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The rule's radius, the limit or the extra bits are out of range.</exception>
    public PreciseEscapeTime(View view, EscapeRule rule, long limit, int extraBits = 0)
    {
        if (view.Width < 1 || view.Height < 1 || view.Radius.Sign <= 0)
            throw new ArgumentException("A view needs at least one pixel and a positive radius.", nameof(view));
        EscapeTime.RequireValid(rule, limit);
        ArgumentOutOfRangeException.ThrowIfLessThan(extraBits, -MarginBits);
        _rule = rule;
        _limit = limit;
        FractionBits = Math.Max(MarginBits, BitsFor(view, limit) + extraBits);
        _grid = new PreciseGrid(view, FractionBits);
        // A double of at least 2 has at most 51 bits behind the point: its square is exact.
        var radius = new BigInteger(rule.Radius * (1L << 51));
        _squaredRadius = (radius * radius) << (2 * (FractionBits - 51));
    }

    /// <summary>Bits behind the binary point, at least <see cref="MarginBits"/>.</summary>
    public int FractionBits { get; }

    /// <summary>The count of one pixel.</summary>
    /// <param name="column">0 … width − 1; a fraction shifts the sample to the right by that part of a pixel.</param>
    /// <param name="row">0 … height − 1; a fraction shifts the sample downwards in the image.</param>
    /// <returns>ν or n as the rule asks; NaN when no index up to the limit escaped.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public double Count(double column, double row, CancellationToken cancellationToken = default)
    {
        var (re, im) = _grid.At(column, row);
        var (x, y) = (re, im);
        var (markedX, markedY, nextMark) = (x, y, 2L);
        for (long n = 1; ; n++)
        {
            var xx = x * x;
            var yy = y * y;
            var squaredModulus = xx + yy;
            if (IsEscaped(squaredModulus)) return _rule.Count == CountKind.Whole ? n : Smooth(n, squaredModulus);
            if (n == _limit) return double.NaN;
            cancellationToken.ThrowIfCancellationRequested();
            // 2xy as (x + y)² − x² − y²: a square costs half a product.
            var sum = x + y;
            y = ((sum * sum - squaredModulus) >> FractionBits) + im;
            x = ((xx - yy) >> FractionBits) + re;
            // An orbit that came back to the very same value goes round for ever (Brent's test).
            if (x == markedX && y == markedY) return double.NaN;
            if (n == nextMark) (markedX, markedY, nextMark) = (x, y, 2 * n);
        }
    }

    private static int BitsFor(View view, long limit)
    {
        var pitchBits = Math.Log2(view.Height / 2.0) - view.Radius.Log10() * Math.Log2(10);
        return MarginBits + (int)Math.Ceiling(Math.Max(0, pitchBits) + Math.Log2(limit));
    }

    private bool IsEscaped(BigInteger squaredModulus)
    {
        var order = squaredModulus.CompareTo(_squaredRadius);
        return order > 0 || (order == 0 && _rule.Inclusive);
    }

    /// <summary>|z|² is at least 4: what is cut off lies 2⁻¹⁰⁰ below it.</summary>
    private double Smooth(long n, BigInteger squaredModulus) =>
        SmoothCount.Of(n, Math.ScaleB((double)(squaredModulus >> (2 * FractionBits - 100)), -100));
}
