using System.Globalization;
using System.Numerics;

namespace MandelActors.Numerics;

/// <summary>A decimal number kept exactly: <c>Mantissa · 10^Exponent</c>, of any length and any exponent.</summary>
/// <remarks>
/// Centres and radii of scenes are written as decimals and mean exactly what is written; a <see cref="double"/> would
/// already move a deep view. Values are normalised: the mantissa carries no trailing zero, and zero has exponent 0, so
/// equal numbers are equal records.
/// </remarks>
public readonly partial record struct ExactDecimal : IComparable<ExactDecimal>
{
    /// <summary>The longest text accepted, in characters; far beyond any depth a film can reach.</summary>
    public const int LongestText = 100_000;

    /// <summary>The largest magnitude of a written exponent.</summary>
    public const int LargestExponent = 1_000_000;

    public ExactDecimal(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero) exponent = 0;
        while (!mantissa.IsZero)
        {
            var quotient = BigInteger.DivRem(mantissa, 10, out var remainder);
            if (!remainder.IsZero) break;
            mantissa = quotient;
            exponent++;
        }

        Mantissa = mantissa;
        Exponent = exponent;
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
        var exponent = Math.Min(left.Exponent, right.Exponent);
        return new ExactDecimal(left.Scaled(exponent) + right.Scaled(exponent), exponent);
    }

    public static ExactDecimal operator -(ExactDecimal left, ExactDecimal right) => left + -right;

    public static ExactDecimal operator -(ExactDecimal value) => new(-value.Mantissa, value.Exponent);

    public static ExactDecimal operator *(ExactDecimal left, ExactDecimal right) =>
        new(left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

    public static bool operator <(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) < 0;

    public static bool operator >(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) > 0;

    public static bool operator <=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) <= 0;

    public static bool operator >=(ExactDecimal left, ExactDecimal right) => left.CompareTo(right) >= 0;

    public int CompareTo(ExactDecimal other) => (this - other).Sign;

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

    private BigInteger Scaled(int exponent) => Mantissa * BigInteger.Pow(10, Exponent - exponent);
}
