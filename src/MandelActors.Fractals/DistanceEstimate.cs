using MandelActors.Numerics;

namespace MandelActors.Fractals;

/// <summary>How far a point outside the set is from it, estimated from where its orbit escaped and how fast that place moves with the point.</summary>
/// <remarks>
/// d = |zₙ|·ln|zₙ| / |dzₙ/dp| at the first index that escaped, with p counted in pixels, so that d is, too. It is G/|G′| for the
/// potential G = lim 2⁻ⁿ ln|zₙ| of the set; by Koebe's theorem the distance lies between sinh G/(2·e^G·|G′|) and
/// 2·sinh G/|G′|: near the set, where G is small, between d/2 and 2d. Far from it d grows like |c|·ln|c|.
/// <para>
/// The derivative follows z′ = 2·z·z′ + pitch from z′₀ = 0, in one order of operations that every twin repeats, before z goes on:
/// <code>
/// u  = x + x,  v = y + y
/// x′ := fma(u, x′, fma(−v, y′, pitch))
/// y′ := fma(u, y′, v · x′)
/// </code>
/// </para>
/// <i>Source:</i> J. Milnor, Self-similarity and hairiness in the Mandelbrot set, 1989; Y. Fisher in Peitgen and Saupe (eds.), The Science
/// of Fractal Images, 1988, appendix D.
/// </remarks>
public static class DistanceEstimate
{
    /// <summary>The smallest escape radius: beyond it, what stopping at zₙ leaves out is below 10⁻⁵ of d.</summary>
    public const double LeastRadius = 256;

    private const double HalfLn2 = 0.34657359027997264;

    /// <summary>The distance of one point.</summary>
    /// <param name="pitch">The distance of neighbouring samples.</param>
    /// <param name="limit">The last index tested, at least 1.</param>
    /// <returns>In pixels; NaN when no index up to <paramref name="limit"/> escaped.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rule's radius or the limit is out of range.</exception>
    public static double At(double cRe, double cIm, double pitch, EscapeRule rule, long limit)
    {
        EscapeTime.RequireValid(rule, limit);
        RequireValid(rule);
        double x = 0, y = 0, slopeX = 0, slopeY = 0;
        for (long n = 1; n <= limit; n++)
        {
            Advance(x, y, ref slopeX, ref slopeY, pitch);
            if (EscapeTime.Follow(ref x, ref y, cRe, cIm, rule.Bound, n - 1, n, out var squaredModulus) != 0) return Of(squaredModulus, slopeX, slopeY);
        }

        return double.NaN;
    }

    /// <summary>d from |zₙ|² and its derivative (re + i·im)·2^exponent.</summary>
    /// <returns>In pixels, within 10⁻¹⁵ relative. 0 where the derivative has left double's range; infinite where it is 0.</returns>
    public static double Of(double squaredModulus, double re, double im, long exponent = 0)
    {
        if (!(double.IsFinite(re) && double.IsFinite(im))) return 0;
        var slope = new ScaledComplex(re, im, exponent);
        if (slope.IsZero) return double.PositiveInfinity;
        squaredModulus = Math.Min(squaredModulus, double.MaxValue);
        var norm = slope.Re * slope.Re + slope.Im * slope.Im;
        var distance = Math.Sqrt(squaredModulus) * (HalfLn2 * BinaryLogarithm.Of(squaredModulus)) / Math.Sqrt(norm);
        return Math.ScaleB(distance, (int)Math.Clamp(-slope.Exponent, -5000, 5000));
    }

    /// <summary>Carries the derivative one step on, from z before that step.</summary>
    public static void Advance(double x, double y, ref double slopeX, ref double slopeY, double pitch)
    {
        var (u, v) = (x + x, y + y);
        var t = Math.FusedMultiplyAdd(-v, slopeY, pitch);
        slopeY = Math.FusedMultiplyAdd(u, slopeY, v * slopeX);
        slopeX = Math.FusedMultiplyAdd(u, slopeX, t);
    }

    /// <summary>Checks what the estimate relies on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rule's radius is too small.</exception>
    public static void RequireValid(EscapeRule rule)
    {
        if (!(rule.Radius >= LeastRadius))
            throw new ArgumentOutOfRangeException(nameof(rule), rule.Radius, $"A distance needs an escape radius of at least {LeastRadius}.");
    }
}
