namespace MandelActors.Numerics;

/// <summary>log₂ in a fixed order of operations, so that a vector twin can give the same bits in every lane.</summary>
/// <remarks>
/// value = 2^e · f with f in [√½, √2); with s = (f − 1)/(f + 1),
/// log₂ f = (2/ln 2)(s + s³/3 + s⁵/5 + …). |s| ≤ 0.1716, so what follows the tenth term is below 2·10⁻¹⁷.
/// <para><i>Why:</i> the runtime's logarithm may differ between operating systems and has no vector form; this one uses
/// only operations that IEEE 754 rounds in one way.</para>
/// </remarks>
public static class BinaryLogarithm
{
    /// <summary>The bits of √½ in double precision: what is subtracted so that the exponent field becomes e.</summary>
    public const long RootHalfBits = 0x3FE6A09E667F3BCD;

    private const double TwoOverLn2 = 2.885390081777926814719849362;

    /// <summary>The factors of s, s³, s⁵ …: (2/ln 2)/(2k + 1).</summary>
    public static ReadOnlySpan<double> Coefficients =>
    [
        TwoOverLn2, TwoOverLn2 / 3, TwoOverLn2 / 5, TwoOverLn2 / 7, TwoOverLn2 / 9,
        TwoOverLn2 / 11, TwoOverLn2 / 13, TwoOverLn2 / 15, TwoOverLn2 / 17, TwoOverLn2 / 19,
    ];

    /// <summary>log₂ of <paramref name="value"/>.</summary>
    /// <param name="value">1 … the largest finite double.</param>
    /// <returns>Within 1.5 ulp of the true value plus 3·10⁻¹⁶; exactly 0 for 1.</returns>
    public static double Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (bits - RootHalfBits) >>> 52;
        var f = BitConverter.Int64BitsToDouble(bits - (exponent << 52));
        var s = (f - 1) / (f + 1);
        var z = s * s;
        var c = Coefficients;
        var sum = c[9];
        for (var k = 8; k >= 0; k--) sum = Math.FusedMultiplyAdd(sum, z, c[k]);
        return Math.FusedMultiplyAdd(s, sum, exponent);
    }
}
