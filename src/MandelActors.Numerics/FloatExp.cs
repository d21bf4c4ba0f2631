using System.Globalization;

namespace MandelActors.Numerics;

/// <summary>A real number Mantissa · 2^Exponent with a double's precision and no limits of range that matter.</summary>
/// <remarks>
/// Normalised: 1 ≤ |Mantissa| &lt; 2, or both are 0; so equal numbers are equal records. Every operation below is the exact
/// result rounded once, to 53 bits, ties to even, unless it says otherwise. Exponents are not watched: they must stay within
/// ±2⁶¹, which no orbit reaches. Neither infinities nor NaN exist.
/// </remarks>
public readonly partial record struct FloatExp : IComparable<FloatExp>
{
    /// <summary>Beyond this distance of exponents the smaller of two summands cannot change the rounded sum.</summary>
    private const long Negligible = 64;

    /// <summary>mantissa · 2^exponent, exactly.</summary>
    /// <param name="mantissa">Any finite number, normalised or not.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mantissa is NaN or infinite.</exception>
    public FloatExp(double mantissa, long exponent = 0)
    {
        var field = Binary64.ExponentField(mantissa);
        if (field is 0 or Binary64.Special)
        {
            if (field != 0) throw new ArgumentOutOfRangeException(nameof(mantissa), mantissa, "must be finite");
            if (mantissa == 0) return;
            mantissa *= Binary64.PowerOfTwo(64);
            exponent -= 64;
            field = Binary64.ExponentField(mantissa);
        }

        Mantissa = Binary64.WithExponentZero(mantissa);
        Exponent = exponent + field - Binary64.Bias;
    }

    private FloatExp(double mantissa, long exponent, bool normalised) => (Mantissa, Exponent) = (mantissa, exponent);

    public static FloatExp One => new(1, 0, true);

    public double Mantissa { get; }

    public long Exponent { get; }

    /// <summary>−1, 0 or 1.</summary>
    public int Sign => Mantissa > 0 ? 1 : Mantissa < 0 ? -1 : 0;

    public bool IsZero => Mantissa == 0;

    public static implicit operator FloatExp(double value) => new(value);

    public static FloatExp operator +(FloatExp left, FloatExp right)
    {
        if (left.IsZero) return right;
        if (right.IsZero) return left;
        var distance = left.Exponent - right.Exponent;
        if (distance < 0)
        {
            (left, right) = (right, left);
            distance = -distance;
        }

        // Scaling by a power of two is exact here, so only the sum rounds.
        return distance > Negligible
            ? left
            : new FloatExp(left.Mantissa + right.Mantissa * Binary64.PowerOfTwo(-distance), left.Exponent);
    }

    public static FloatExp operator -(FloatExp left, FloatExp right) => left + -right;

    public static FloatExp operator -(FloatExp value) => value.IsZero ? value : new(-value.Mantissa, value.Exponent, true);

    public static FloatExp operator *(FloatExp left, FloatExp right) =>
        new(left.Mantissa * right.Mantissa, left.Exponent + right.Exponent);

    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static FloatExp operator /(FloatExp left, FloatExp right) => right.IsZero
        ? throw new DivideByZeroException()
        : new FloatExp(left.Mantissa / right.Mantissa, left.Exponent - right.Exponent);

    public static bool operator <(FloatExp left, FloatExp right) => left.CompareTo(right) < 0;

    public static bool operator >(FloatExp left, FloatExp right) => left.CompareTo(right) > 0;

    public static bool operator <=(FloatExp left, FloatExp right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FloatExp left, FloatExp right) => left.CompareTo(right) >= 0;

    public static FloatExp Abs(FloatExp value) => new(Math.Abs(value.Mantissa), value.Exponent, true);

    public static FloatExp Max(FloatExp left, FloatExp right) => left < right ? right : left;

    public static FloatExp Min(FloatExp left, FloatExp right) => right < left ? right : left;

    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public static FloatExp Sqrt(FloatExp value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value.Mantissa, nameof(value));
        var odd = value.Exponent & 1;
        return new FloatExp(Math.Sqrt(value.Mantissa * (1 + odd)), (value.Exponent - odd) >> 1);
    }

    /// <summary>This · 2^<paramref name="power"/>, exactly.</summary>
    public FloatExp Scaled(long power) => IsZero ? this : new(Mantissa, Exponent + power, true);

    public int CompareTo(FloatExp other)
    {
        var sign = Sign;
        // Where signs differ, or a part is 0, exponents say nothing.
        if (sign != other.Sign || sign == 0 || Exponent == other.Exponent) return Mantissa.CompareTo(other.Mantissa);
        return Exponent > other.Exponent ? sign : -sign;
    }

    /// <summary>The nearest double: exact within its range, infinite above it, rounded once to a subnormal or 0 below it.</summary>
    public double ToDouble() =>
        // One multiplication rounds as scaling does, and is several times faster.
        Binary64.IsNormalPower(Exponent) ? Mantissa * Binary64.PowerOfTwo(Exponent) : Math.ScaleB(Mantissa, (int)Math.Clamp(Exponent, -5000, 5000));

    /// <summary>log₂ of the magnitude, within 2 units in the last place of max(1, |result|); −∞ for 0.</summary>
    public double Log2() => IsZero ? double.NegativeInfinity : Math.Log2(Math.Abs(Mantissa)) + Exponent;

    /// <summary>
    /// Decimal digits for people: seventeen within a double's range, beyond it as many as log₁₀ leaves right (some twelve at
    /// 10^±1000).
    /// </summary>
    public override string ToString()
    {
        if (Math.Abs(Exponent) < 1000) return ToDouble().ToString("R", CultureInfo.InvariantCulture);
        var log10 = Log2() * Math.Log10(2);
        var whole = Math.Floor(log10);
        var mantissa = Math.Pow(10, log10 - whole) * Sign;
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa:0.##########}e{whole:0}");
    }
}
