using System.Numerics;

namespace MandelActors.Numerics;

public readonly partial record struct FloatExp
{
    /// <summary>The nearest number of 53 bits, ties to even, at any depth.</summary>
    public static FloatExp Of(ExactDecimal value)
    {
        if (value.Sign == 0) return default;
        var magnitude = BigInteger.Abs(value.Mantissa);
        var denominator = BigInteger.One;
        if (value.Exponent >= 0)
            magnitude *= BigInteger.Pow(10, value.Exponent);
        else
            denominator = BigInteger.Pow(10, -value.Exponent);
        // A quotient of 62 to 64 bits; a last bit that says "and some more" keeps it from looking like a tie.
        var shift = 63 - (magnitude.GetBitLength() - denominator.GetBitLength());
        if (shift > 0)
            magnitude <<= (int)shift;
        else
            denominator <<= (int)-shift;
        var quotient = BigInteger.DivRem(magnitude, denominator, out var remainder);
        var bits = (ulong)quotient | (remainder.IsZero ? 0UL : 1UL);
        return new FloatExp(value.Sign * (double)bits, -shift);
    }

    /// <summary>The exact value.</summary>
    /// <exception cref="OverflowException">The exponent is beyond ±10⁶: the digits would fill memory.</exception>
    public ExactDecimal ToExactDecimal()
    {
        if (Math.Abs(Exponent) > 1_000_000) throw new OverflowException("The number is too large or too small to be written out.");
        var power = (int)Math.Abs(Exponent);
        var scale = Exponent < 0
            ? new ExactDecimal(BigInteger.Pow(5, power), -power)
            : new ExactDecimal(BigInteger.One << power, 0);
        return ExactDecimal.FromDouble(Mantissa) * scale;
    }
}
