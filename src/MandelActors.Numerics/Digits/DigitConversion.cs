using System.Numerics;

namespace MandelActors.Numerics.Digits;

/// <summary>Between digits and other numbers.</summary>
internal static class DigitConversion
{
    /// <summary>value · 2^(28·fraction digits), rounded to the nearest whole number, halves away from zero.</summary>
    public static BigInteger Units(ExactDecimal value, int fractionDigits)
    {
        var scaled = BigInteger.Abs(value.Mantissa) << (Radix.Bits * fractionDigits);
        if (value.Exponent >= 0) return value.Sign * scaled * BigInteger.Pow(10, value.Exponent);
        var divisor = BigInteger.Pow(10, -value.Exponent);
        return value.Sign * ((scaled + (divisor >> 1)) / divisor);
    }

    /// <summary>Σ digits[k] · 2^(28·(last − k)).</summary>
    public static BigInteger Units(ReadOnlySpan<long> digits)
    {
        // Halves are joined, so that long numbers do not cost the square of their length in additions.
        if (digits.Length == 1) return digits[0];
        var lower = digits.Length / 2;
        return (Units(digits[..^lower]) << (Radix.Bits * lower)) + Units(digits[^lower..]);
    }

    /// <summary>The digits of a whole number of units, each within −2²⁷ … 2²⁷ − 1 but for digit 0, which holds what is left.</summary>
    /// <exception cref="OverflowException">Digit 0 would not fit.</exception>
    public static void Fill(Span<long> digits, BigInteger units)
    {
        var whole = units >> (Radix.Bits * (digits.Length - 1));
        if (BigInteger.Abs(whole) >= Radix.Half) throw new OverflowException("The number is too large for fixed point.");
        // Two's complement, the least significant byte first; bytes beyond the last repeat the sign.
        var bytes = units.ToByteArray();
        long sign = units.Sign < 0 ? 0xFF : 0, carry = 0;
        var bit = 0;
        for (var k = digits.Length - 1; k > 0; k--, bit += Radix.Bits)
        {
            long group = 0;
            for (var i = 0; i < 5; i++)
            {
                var at = bit / 8 + i;
                group |= (at < bytes.Length ? bytes[at] : sign) << (8 * i);
            }

            group = ((group >> (bit % 8)) & ((1L << Radix.Bits) - 1)) + carry;
            carry = Radix.Carry(group);
            digits[k] = group - (carry << Radix.Bits);
        }

        digits[0] = (long)whole + carry;
    }

    /// <summary>The number's leading 53 bits, within ½ + 2⁻³⁰ units of the last; exact 0 for 0.</summary>
    /// <remarks>
    /// From the first digit that is not 0 on: what follows a digit is at most 0.50001 of its unit, so no cancellation can
    /// reach further than that digit, and four digits hold at least 83 bits.
    /// </remarks>
    public static FloatExp Leading(ReadOnlySpan<long> digits)
    {
        var sum = Leading(digits, out var power);
        return new FloatExp(sum, power);
    }

    /// <summary>As <see cref="Leading(ReadOnlySpan{long})"/>; rounded once more where the result is subnormal.</summary>
    public static double ToDouble(ReadOnlySpan<long> digits)
    {
        var sum = Leading(digits, out var power);
        // Scaling by a normal power of two is exact where the result is normal: |sum| is at least 2²⁶.
        return power >= -1000 ? sum * Binary64.PowerOfTwo(power) : Math.ScaleB(sum, power);
    }

    private static double Leading(ReadOnlySpan<long> digits, out int power)
    {
        var k = 0;
        while (k < digits.Length - 1 && digits[k] == 0) k++;
        power = -Radix.Bits * (k + 1);
        var high = Pair(digits, k);
        var low = Pair(digits, k + 2);
        var rounded = (double)high;
        return rounded + ((high - (long)rounded) + low * Binary64.PowerOfTwo(-2 * Radix.Bits));
    }

    private static long Pair(ReadOnlySpan<long> digits, int k)
    {
        if (k + 1 < digits.Length) return (digits[k] << Radix.Bits) + digits[k + 1];
        return k < digits.Length ? digits[k] << Radix.Bits : 0;
    }
}
