using System.Runtime.CompilerServices;

namespace MandelActors.Numerics;

/// <summary>A complex number (Re + i·Im) · 2^Exponent: two doubles that share an exponent without limits that matter.</summary>
/// <remarks>
/// Normalised: 1 ≤ max(|Re|, |Im|) &lt; 2, or all parts are 0. A part smaller than the other by more than 2¹⁰⁷⁴ is lost; errors
/// below are therefore relative to the whole number's magnitude, with u = 2⁻⁵³. Exponents must stay within ±2⁶¹. Neither
/// infinities nor NaN exist.
/// </remarks>
public readonly record struct ScaledComplex
{
    /// <summary>From here on the smaller summand changes a sum by less than 2⁻⁶⁴ of it.</summary>
    private const long Negligible = 64;

    /// <summary>(re + i·im) · 2^exponent; exact but for parts lost as the type says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A part is NaN or infinite.</exception>
    // Inlined with every operation below: blocks are made of millions of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScaledComplex(double re, double im, long exponent = 0)
    {
        // The larger magnitude; NaN goes through Max.
        var field = Binary64.ExponentField(Math.Max(Math.Abs(re), Math.Abs(im)));
        // Both 2^(bias − field) and its use are exact for all but the two largest and the subnormal exponents.
        if ((uint)(field - 1) >= Binary64.Special - 2)
        {
            this = FromTheEnds(re, im, exponent, field);
            return;
        }

        var scale = Binary64.PowerOfTwo(Binary64.Bias - field);
        Re = re * scale;
        Im = im * scale;
        Exponent = exponent + field - Binary64.Bias;
    }

    public double Re { get; }

    public double Im { get; }

    public long Exponent { get; }

    public bool IsZero => Re == 0 && Im == 0;

    /// <summary>The real part, exactly.</summary>
    public FloatExp RealPart => new(Re, Exponent);

    /// <summary>The imaginary part, exactly.</summary>
    public FloatExp ImaginaryPart => new(Im, Exponent);

    /// <summary>Two numbers on one scale; exact but for a part lost as the type says.</summary>
    public static ScaledComplex Of(FloatExp re, FloatExp im)
    {
        if (re.IsZero) return new ScaledComplex(0, im.Mantissa, im.Exponent);
        if (im.IsZero) return new ScaledComplex(re.Mantissa, 0, re.Exponent);
        var exponent = Math.Max(re.Exponent, im.Exponent);
        return new ScaledComplex(re.Scaled(-exponent).ToDouble(), im.Scaled(-exponent).ToDouble(), exponent);
    }

    /// <summary>Each part rounded once where the exponents are within 64; else the larger summand, within 2⁻⁶³ of its magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScaledComplex operator +(ScaledComplex left, ScaledComplex right)
    {
        if (left.IsZero) return right;
        if (right.IsZero) return left;
        var distance = left.Exponent - right.Exponent;
        if (distance < 0)
        {
            (left, right) = (right, left);
            distance = -distance;
        }

        if (distance > Negligible) return left;
        var scale = Binary64.PowerOfTwo(-distance);
        return new ScaledComplex(left.Re + right.Re * scale, left.Im + right.Im * scale, left.Exponent);
    }

    public static ScaledComplex operator -(ScaledComplex left, ScaledComplex right) => left + -right;

    public static ScaledComplex operator -(ScaledComplex value) => new(-value.Re, -value.Im, value.Exponent);

    /// <summary>Within √5·u relative.</summary>
    /// <remarks><i>Source:</i> Brent, Percival, Zimmermann, Error bounds on complex floating-point multiplication, 2007.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScaledComplex operator *(ScaledComplex left, ScaledComplex right) => new(
        left.Re * right.Re - left.Im * right.Im,
        left.Re * right.Im + left.Im * right.Re,
        left.Exponent + right.Exponent);

    /// <summary>Each part rounded once.</summary>
    public static ScaledComplex operator *(ScaledComplex left, double right)
    {
        // An exponent of its own keeps factors near the ends of double's range from spilling over.
        var factor = new FloatExp(right);
        return new ScaledComplex(left.Re * factor.Mantissa, left.Im * factor.Mantissa, left.Exponent + factor.Exponent);
    }

    public static ScaledComplex operator *(double left, ScaledComplex right) => right * left;

    /// <summary>Each part rounded once.</summary>
    public static ScaledComplex operator *(ScaledComplex left, FloatExp right) =>
        new(left.Re * right.Mantissa, left.Im * right.Mantissa, left.Exponent + right.Exponent);

    /// <summary>Within 10 u relative.</summary>
    /// <exception cref="DivideByZeroException">The divisor is 0.</exception>
    public static ScaledComplex operator /(ScaledComplex left, ScaledComplex right)
    {
        if (right.IsZero) throw new DivideByZeroException();
        // 1 ≤ |right|² < 8: the plain formula neither spills over nor loses anything.
        var norm = right.Re * right.Re + right.Im * right.Im;
        return new ScaledComplex(
            (left.Re * right.Re + left.Im * right.Im) / norm,
            (left.Im * right.Re - left.Re * right.Im) / norm,
            left.Exponent - right.Exponent);
    }

    /// <summary>Within 3 u relative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ScaledComplex Squared() => new((Re - Im) * (Re + Im), 2 * Re * Im, 2 * Exponent);

    /// <summary>This · 2^<paramref name="power"/>, exactly.</summary>
    public ScaledComplex Scaled(long power) => IsZero ? this : new(Re, Im, Exponent + power);

    /// <summary>|this|², within 2 u relative.</summary>
    public FloatExp Norm() => new(Re * Re + Im * Im, 2 * Exponent);

    /// <summary>|this|, within 2 u relative.</summary>
    public FloatExp Magnitude() => FloatExp.Sqrt(Norm());

    /// <summary>Both parts as the nearest doubles, infinite or rounded to subnormals beyond double's range.</summary>
    public (double Re, double Im) ToDoubles()
    {
        // One multiplication rounds as scaling does, and is several times faster.
        if (Binary64.IsNormalPower(Exponent))
        {
            var scale = Binary64.PowerOfTwo(Exponent);
            return (Re * scale, Im * scale);
        }

        var exponent = (int)Math.Clamp(Exponent, -5000, 5000);
        return (Math.ScaleB(Re, exponent), Math.ScaleB(Im, exponent));
    }

    public override string ToString() => $"{RealPart} + {ImaginaryPart}i";

    /// <summary>A number whose larger part is 0, subnormal, or at the upper end of double's range.</summary>
    private static ScaledComplex FromTheEnds(double re, double im, long exponent, int field)
    {
        if (field == Binary64.Special) throw new ArgumentOutOfRangeException(nameof(re), Math.Max(Math.Abs(re), Math.Abs(im)), "must be finite");
        if (re == 0 && im == 0) return default;
        var away = field == 0 ? 64 : -64;
        return new ScaledComplex(re * Binary64.PowerOfTwo(away), im * Binary64.PowerOfTwo(away), exponent - away);
    }
}
