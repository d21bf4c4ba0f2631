using MandelActors.Numerics;

namespace MandelActors.Fractals;

/// <summary>The smooth count ν = n + 1 − log₂(ln|zₙ| / ln 2), from n and |zₙ|².</summary>
/// <remarks>
/// ln|z|/ln 2 = ½ log₂|z|², so ν = n + 2 − log₂(log₂|z|²): two binary logarithms and no root. The vector kernels repeat
/// these operations in this order, so that every lane holds these bits.
/// </remarks>
public static class SmoothCount
{
    /// <summary>ν of a point that escaped.</summary>
    /// <param name="n">The first index that escaped.</param>
    /// <param name="squaredModulus">|zₙ|² as rounded by the iteration, above 3.9; infinity counts as the largest double.</param>
    /// <returns>Within 10⁻¹⁵ plus half an ulp of n of the formula's exact value.</returns>
    public static double Of(double n, double squaredModulus)
    {
        var log = BinaryLogarithm.Of(Math.Min(squaredModulus, double.MaxValue));
        return n + 2 - BinaryLogarithm.Of(log);
    }
}
