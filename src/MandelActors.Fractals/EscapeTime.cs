namespace MandelActors.Fractals;

/// <summary>The Mandelbrot set's escape time, one point at a time: the truth the fast kernels are compared with.</summary>
/// <remarks>
/// z₀ = 0, z₁ = c, n = the first index with |zₙ|² > <see cref="EscapeRule.Bound"/>. Every step rounds in one fixed way,
/// which all twins repeat:
/// <code>
/// t  = fma(−y, y, cRe)
/// y' = fma(x + x, y, cIm)
/// x' = fma(x, x, t)
/// |z|² = fma(x, x, y · y)
/// </code>
/// </remarks>
public static class EscapeTime
{
    /// <summary>The smallest escape radius: below 2 a point beyond it may come back.</summary>
    public const double SmallestRadius = 2;

    /// <summary>The largest escape radius: |z|² at the first escape must stay finite.</summary>
    public const double LargestRadius = 1e60;

    /// <summary>The count of one point.</summary>
    /// <param name="limit">The last index tested, at least 1.</param>
    /// <returns>ν or n as the rule asks; NaN when no index up to <paramref name="limit"/> escaped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rule's radius or the limit is out of range.</exception>
    public static double Count(double cRe, double cIm, EscapeRule rule, long limit)
    {
        RequireValid(rule, limit);
        double x = 0, y = 0;
        var n = Follow(ref x, ref y, cRe, cIm, rule.Bound, 0, limit, out var squaredModulus);
        if (n == 0) return double.NaN;
        return rule.Count == CountKind.Whole ? n : SmoothCount.Of(n, squaredModulus);
    }

    /// <summary>Follows an orbit from one index towards another and stops at the first that escaped.</summary>
    /// <param name="x">Real part of z at index <paramref name="from"/>; afterwards where the orbit stopped.</param>
    /// <param name="y">Imaginary part, likewise.</param>
    /// <param name="bound">See <see cref="EscapeRule.Bound"/>.</param>
    /// <param name="squaredModulus">|z|² where the orbit stopped.</param>
    /// <returns>The first index that escaped, 0 when none did up to <paramref name="to"/>.</returns>
    public static long Follow(ref double x, ref double y, double cRe, double cIm, double bound, long from, long to, out double squaredModulus)
    {
        squaredModulus = 0;
        for (var n = from + 1; n <= to; n++)
        {
            var t = Math.FusedMultiplyAdd(-y, y, cRe);
            y = Math.FusedMultiplyAdd(x + x, y, cIm);
            x = Math.FusedMultiplyAdd(x, x, t);
            squaredModulus = Math.FusedMultiplyAdd(x, x, y * y);
            // Written so that a NaN counts as escaped.
            if (!(squaredModulus <= bound)) return n;
        }

        return 0;
    }

    /// <summary>Checks what every twin relies on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rule's radius or the limit is out of range.</exception>
    public static void RequireValid(EscapeRule rule, long limit)
    {
        if (!(rule.Radius >= SmallestRadius && rule.Radius <= LargestRadius))
            throw new ArgumentOutOfRangeException(nameof(rule), rule.Radius, $"The escape radius must be {SmallestRadius} to {LargestRadius:e0}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
    }
}
