using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics;

/// <summary>The orbit z ← z² + c from z = 0 in fixed point: a reference orbit's source.</summary>
/// <remarks>
/// One step takes x² − y² and 2xy from the columns of two short products, (x + y)(x − y) and xy, or beyond 3,136 bits of three short
/// squares, x², y² and (x + y)², and adds c before carries are resolved, so that each part is rounded once:
/// <para>Each part of z after <see cref="Advance"/> is within 0.501 units of the exact (x + iy)² + a + ib for the x, y before it,
/// where a unit is at most 2^(−<see cref="FractionBits"/>) and a, b are c rounded to the nearest unit at construction. Of that, ½ + 2⁻¹⁷
/// is the rounding, and below 2⁻¹⁷ what columns left out can add (decision 0010).</para>
/// Steps allocate nothing, and give the same bits with every vector width. Not thread-safe.
/// </remarks>
public sealed partial class ComplexOrbit
{
    private readonly DigitKernel _kernel;
    private readonly OrbitDigits _digits;
    private int _fractionDigits;

    /// <summary>The orbit of c = re + i·im, at z = 0.</summary>
    /// <param name="re">Within ±2¹²; rounded to the nearest unit.</param>
    /// <param name="im">Likewise.</param>
    /// <param name="fractionBits">Bits behind the binary point: 1 … <see cref="FixedPoint.MostFractionBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the width.</exception>
    public ComplexOrbit(ExactDecimal re, ExactDecimal im, int fractionBits, DigitWidth width = DigitWidth.Auto)
        : this(fractionBits, width)
    {
        var bound = new ExactDecimal(Radix.LargestFactor, 0);
        if (re > bound || re < -bound) throw new ArgumentOutOfRangeException(nameof(re), "must be within ±2¹²");
        if (im > bound || im < -bound) throw new ArgumentOutOfRangeException(nameof(im), "must be within ±2¹²");
        DigitConversion.Fill(Kept(_digits.A), DigitConversion.Units(re, _fractionDigits));
        DigitConversion.Fill(Kept(_digits.B), DigitConversion.Units(im, _fractionDigits));
    }

    private ComplexOrbit(int fractionBits, DigitWidth width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fractionBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionBits, FixedPoint.MostFractionBits);
        _kernel = DigitKernel.Of(width);
        FractionBits = fractionBits;
        _fractionDigits = Radix.FractionDigits(fractionBits);
        _digits = new OrbitDigits(_fractionDigits);
    }

    /// <summary>The steps made since z = 0.</summary>
    public long Steps { get; private set; }

    /// <summary>The bits behind the binary point; <see cref="LowerPrecision"/> takes some away.</summary>
    public int FractionBits { get; private set; }

    /// <summary>The real part of z, its leading 53 bits however small it is: within ½ + 2⁻³⁰ units in the last place.</summary>
    public FloatExp Re => DigitConversion.Leading(Kept(_digits.X));

    /// <summary>The imaginary part of z, likewise.</summary>
    public FloatExp Im => DigitConversion.Leading(Kept(_digits.Y));

    /// <summary>z; each part as <see cref="Re"/>, but for a part 2¹⁰²¹ times smaller than the other, which loses bits.</summary>
    public ScaledComplex Value => ScaledComplex.Of(Re, Im);

    /// <summary>z; each part as <see cref="Re"/>, rounded once more where subnormal.</summary>
    public (double Re, double Im) ToDoubles() => (DigitConversion.ToDouble(Kept(_digits.X)), DigitConversion.ToDouble(Kept(_digits.Y)));

    /// <summary>z ← z² + c.</summary>
    /// <exception cref="InvalidOperationException">The orbit has left: a part of z is beyond ±2¹².</exception>
    public void Advance()
    {
        if (Math.Abs(_digits.X[0]) > Radix.LargestFactor || Math.Abs(_digits.Y[0]) > Radix.LargestFactor)
            throw new InvalidOperationException("The orbit has left the range of fixed point.");
        _kernel.Step(_digits, _fractionDigits);
        Steps++;
    }

    /// <summary>
    /// Cuts digits off: each part of z moves by at most 0.501 new units, and steps become cheaper. A precision not below the
    /// present one changes nothing.
    /// </summary>
    /// <param name="fractionBits">At least 1. Digits have 28 bits: z changes only where <see cref="FractionBits"/> passes a multiple of 28.</param>
    public void LowerPrecision(int fractionBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fractionBits, 1);
        if (fractionBits >= FractionBits) return;
        FractionBits = fractionBits;
        var fractionDigits = Radix.FractionDigits(fractionBits);
        if (fractionDigits == _fractionDigits) return;
        _fractionDigits = fractionDigits;
        _digits.X.CutAfter(fractionDigits);
        _digits.Y.CutAfter(fractionDigits);
        _kernel.Refresh(_digits, fractionDigits);
    }

    private Span<long> Kept(DigitBuffer digits) => digits.All[..(_fractionDigits + 1)];
}
