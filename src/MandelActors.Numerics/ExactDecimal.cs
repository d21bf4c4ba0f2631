using System.Globalization;
using System.Numerics;

namespace MandelActors.Numerics;

/// <summary>A decimal number kept exactly: <c>Mantissa · 10^Exponent</c>, of any length and any exponent.</summary>
/// <remarks>
/// Centres and radii of scenes are written as decimals and mean exactly what is written; a <see cref="double"/> would
/// already move a deep view. Values are normalised: the mantissa carries no trailing zero, and zero has exponent 0, so
/// equal numbers are equal records. Sums and products are exact, so their length grows with what goes in; a caller who
/// iterates rounds with <see cref="Rounded"/>.
/// </remarks>
public readonly partial record struct ExactDecimal : IComparable<ExactDecimal>
{
    /// <summary>The longest text accepted, in characters; far beyond any depth a film can reach.</summary>
    public const int LongestText = 100_000;

    /// <summary>The largest magnitude of a written exponent: a sum of two such numbers still takes milliseconds.</summary>
    public const int LargestExponent = 100_000;

    /// <summary>Makes <c>mantissa · 10^exponent</c>, normalised.</summary>
    public ExactDecimal(BigInteger mantissa, int exponent)
    {
        (Mantissa, var zeros) = WithoutTrailingZeros(mantissa);
        Exponent = Mantissa.IsZero ? 0 : checked(exponent + zeros);
    }

    public BigInteger Mantissa { get; }

    public int Exponent { get; }

    public int Sign => Mantissa.Sign;

    /// <summary>The number of digits behind the decimal point, 0 for a whole number.</summary>
    public int Decimals => Math.Max(0, -Exponent);

    /// <summary>The exact value of a finite double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is NaN or infinite.</exception>
    public static ExactDecimal FromDouble(double value)
    {
        if (!double.IsFinite(value)) throw new ArgumentOutOfRangeException(nameof(value), value, "must be finite");
        var bits = BitConverter.DoubleToInt64Bits(value);
        var biased = (int)((bits >> 52) & 0x7FF);
        var significand = (bits & 0xF_FFFF_FFFF_FFFF) | (biased == 0 ? 0 : 1L << 52);
        var power = Math.Max(biased, 1) - 1075;
        var mantissa = new BigInteger(bits < 0 ? -significand : significand);
        return power >= 0
            ? new ExactDecimal(mantissa << power, 0)
            : new ExactDecimal(mantissa * BigInteger.Pow(5, -power), power);
    }

    public static ExactDecimal operator +(ExactDecimal left, ExactDecimal right)
    {
        // Zero has exponent 0, to which a number of large exponent need not be scaled.
        if (left.Sign == 0) return right;
        if (right.Sign == 0) return left;
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return new ExactDecimal(left.Scaled(exponent) + right.Scaled(exponent), exponent);
    }

    public static ExactDecimal operator -(ExactDecimal left, ExactDecimal right) => left + -right;

    public static ExactDecimal operator -(ExactDecimal value) => new(-value.Mantissa, value.Exponent);

    public static ExactDecimal operator *(ExactDecimal left, ExactDecimal right) =>
        new(left.Mantissa * right.Mantissa, checked(left.Exponent + right.Exponent));

    public static bool operator <(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) >= 0;

    public int CompareTo(ExactDecimal other) => Sign != other.Sign ? Sign.CompareTo(other.Sign) : (this - other).Sign;

    /// <summary>The shortest exact text: plain digits where short, else scientific.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Mantissa).ToString(CultureInfo.InvariantCulture);
        var sign = Sign < 0 ? "-" : "";
        var leading = digits.Length + Exponent;
        if (Exponent >= 0 && leading <= 21) return sign + digits + new string('0', Exponent);
        if (Exponent < 0 && leading > 0) return $"{sign}{digits[..leading]}.{digits[leading..]}";
        if (Exponent < 0 && leading > -6) return $"{sign}0.{new string('0', -leading)}{digits}";
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{leading - 1}");
    }

    /// <summary>The nearest number with at most <paramref name="decimals"/> digits behind the point, halves away from zero.</summary>
    /// <param name="decimals">At least 0.</param>
    public ExactDecimal Rounded(int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        var surplus = -Exponent - decimals;
        if (surplus <= 0) return this;
        var unit = BigInteger.Pow(10, surplus);
        var half = unit / 2 * Sign;
        return new ExactDecimal((Mantissa + half) / unit, -decimals);
    }

    /// <summary>
    /// Divides by 10, 100, 10⁴, 10⁸ … while that is exact, then by the same powers downwards: a number with n zeros costs
    /// a few long divisions instead of n.
    /// </summary>
    private static (BigInteger Mantissa, int Zeros) WithoutTrailingZeros(BigInteger mantissa)
    {
        // An odd number is no multiple of ten: most numbers leave here.
        if (!mantissa.IsEven || mantissa.IsZero) return (mantissa, 0);
        var powers = new List<BigInteger>();
        var zeros = 0;
        for (var power = new BigInteger(10); TryDivide(ref mantissa, power); power *= power)
        {
            zeros += 1 << powers.Count;
            powers.Add(power);
        }

        for (var i = powers.Count - 1; i >= 0; i--)
            if (TryDivide(ref mantissa, powers[i])) zeros += 1 << i;
        return (mantissa, zeros);
    }

    private static bool TryDivide(ref BigInteger mantissa, BigInteger power)
    {
        var quotient = BigInteger.DivRem(mantissa, power, out var remainder);
        if (!remainder.IsZero) return false;
        mantissa = quotient;
        return true;
    }

    private BigInteger Scaled(int exponent) => Exponent == exponent ? Mantissa : Mantissa * BigInteger.Pow(10, Exponent - exponent);
}
