using System.Numerics;

using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>A point of the plane in binary fixed point.</summary>
/// <param name="Re">Real part in units of 2^−Bits.</param>
/// <param name="Im">Imaginary part in units of 2^−Bits.</param>
/// <param name="Bits">Bits behind the binary point.</param>
public readonly record struct PrecisePoint(BigInteger Re, BigInteger Im, int Bits)
{
    public static PrecisePoint Of(double re, double im, int bits) => new PrecisePoint(0, 0, bits).Plus(new ScaledComplex(re, im));

    /// <summary>The same point with other bits behind the binary point; what does not fit is cut off.</summary>
    public PrecisePoint WithBits(int bits) => new(Shifted(Re, bits - Bits), Shifted(Im, bits - Bits), bits);

    public PrecisePoint Plus(ScaledComplex step) => new(Re + Fixed(step.Re, step.Exponent), Im + Fixed(step.Im, step.Exponent), Bits);

    /// <summary>z² + c for z this point.</summary>
    public PrecisePoint SquaredPlus(PrecisePoint c) =>
        new(((Re + Im) * (Re - Im) >> Bits) + c.Re, (Re * Im >> (Bits - 1)) + c.Im, Bits);

    /// <summary>This − <paramref name="other"/>, to 53 bits.</summary>
    public ScaledComplex Minus(PrecisePoint other) => Scaled(Re - other.Re, Im - other.Im);

    /// <summary>This point as a number of 53 bits.</summary>
    public ScaledComplex ToScaled() => Scaled(Re, Im);

    /// <summary>Real part, rounded to so many decimals.</summary>
    public ExactDecimal DecimalRe(int decimals) => Decimal(Re).Rounded(decimals);

    /// <summary>Imaginary part, rounded to so many decimals.</summary>
    public ExactDecimal DecimalIm(int decimals) => Decimal(Im).Rounded(decimals);

    private ExactDecimal Decimal(BigInteger part) => new(part * BigInteger.Pow(5, Bits), -Bits);

    private ScaledComplex Scaled(BigInteger re, BigInteger im)
    {
        int surplus = (int)Math.Max(re.GetBitLength(), im.GetBitLength()) - 100;
        return new ScaledComplex((double)Shifted(re, -surplus), (double)Shifted(im, -surplus), surplus - Bits);
    }

    private BigInteger Fixed(double mantissa, long exponent) => Shifted(new BigInteger(Math.ScaleB(mantissa, 60)), (int)(exponent + Bits - 60));

    private static BigInteger Shifted(BigInteger value, int left) => left >= 0 ? value << left : value >> -left;
}
