using System.Numerics;

namespace MandelActors.Numerics;

public readonly partial record struct ExactDecimal
{
    /// <summary>The nearest number with at most <paramref name="digits"/> significant digits, halves away from zero.</summary>
    /// <param name="digits">At least 1.</param>
    public ExactDecimal Significant(int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        var surplus = Length(Mantissa) - digits;
        if (surplus <= 0) return this;
        var unit = BigInteger.Pow(10, surplus);
        return new ExactDecimal((Mantissa + unit / 2 * Sign) / unit, checked(Exponent + surplus));
    }

    /// <summary>The value to a whole power, to about <paramref name="digits"/> significant digits.</summary>
    /// <param name="power">At least 0.</param>
    /// <param name="digits">At least 1.</param>
    /// <returns>Within a few units of the last digit.</returns>
    public ExactDecimal Power(int power, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(power);
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        // Squaring doubles a relative error: all in all it grows by no more than the power.
        var kept = digits + Length(power) + 2;
        var (result, square) = (new ExactDecimal(1, 0), this);
        for (var rest = power; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0) result = (result * square).Significant(kept);
            if (rest > 1) square = (square * square).Significant(kept);
        }

        return result.Significant(digits);
    }

    /// <summary>The quotient, rounded to <paramref name="digits"/> significant digits.</summary>
    /// <param name="divisor">Not 0.</param>
    /// <param name="digits">At least 1.</param>
    /// <returns>Within one unit of the last digit.</returns>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public ExactDecimal DividedBy(ExactDecimal divisor, int digits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        var shift = Math.Max(0, digits + 2 + Length(divisor.Mantissa) - Length(Mantissa));
        var quotient = Mantissa * BigInteger.Pow(10, shift) / divisor.Mantissa;
        return new ExactDecimal(quotient, checked(Exponent - divisor.Exponent - shift)).Significant(digits);
    }

    /// <summary>Decimal digits of a whole number, 1 for 0.</summary>
    private static int Length(BigInteger value)
    {
        value = BigInteger.Abs(value);
        if (value.IsZero) return 1;
        // The logarithm may be off by one beside a power of ten.
        var length = (int)BigInteger.Log10(value) + 1;
        var power = BigInteger.Pow(10, length - 1);
        return value < power ? length - 1 : value >= power * 10 ? length + 1 : length;
    }
}
