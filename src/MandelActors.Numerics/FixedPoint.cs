using System.Numerics;
using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics;

/// <summary>
/// A mutable number with thousands of bits behind the binary point and a few before it, made for iterating z² + c.
/// </summary>
/// <remarks>
/// The value is a whole number of <i>units</i>, 2^(−<see cref="UnitBits"/>), of magnitude below 2²⁶; what is multiplied must
/// be within ±2¹². It is kept in signed digits of 28 bits, the most significant first (decision 0010). Operations write
/// into their target, which may also be an operand, round to the target's precision and allocate nothing but, once, room for
/// columns. An operand's digits below its own precision are 0. Every vector width gives the same digits. Not thread-safe.
/// </remarks>
public sealed class FixedPoint
{
    private readonly DigitKernel _kernel;
    private readonly DigitBuffer _digits;
    private DigitBuffer? _low;
    private DigitBuffer? _high;
    private int _fractionBits;

    /// <summary>Zero.</summary>
    /// <param name="fractionBits">Bits behind the binary point that are kept: 1 … <see cref="MostFractionBits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are too few or too many bits.</exception>
    /// <exception cref="PlatformNotSupportedException">The processor lacks the width.</exception>
    public FixedPoint(int fractionBits, DigitWidth width = DigitWidth.Auto)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fractionBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionBits, MostFractionBits);
        _kernel = DigitKernel.Of(width);
        _fractionBits = fractionBits;
        _digits = new DigitBuffer(FractionDigits);
    }

    /// <summary>The greatest precision there is: 36,400 bits.</summary>
    public static int MostFractionBits => Radix.MostFractionDigits * Radix.Bits;

    /// <summary>
    /// The bits behind the binary point that are kept. A smaller value cuts digits off, which moves the number by at most
    /// 0.501 new units; a larger one is refused.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The precision would rise, or fall below one bit.</exception>
    public int FractionBits
    {
        get => _fractionBits;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, _fractionBits);
            _fractionBits = value;
            _digits.All[(FractionDigits + 1)..].Clear();
        }
    }

    /// <summary><see cref="FractionBits"/> rounded up to whole digits: the number is a multiple of 2^(−UnitBits).</summary>
    public int UnitBits => FractionDigits * Radix.Bits;

    internal Span<long> Digits => _digits.All[..(FractionDigits + 1)];

    private int FractionDigits => Radix.FractionDigits(_fractionBits);

    /// <summary>A decimal rounded to the nearest unit, halves away from zero.</summary>
    /// <exception cref="OverflowException">Its magnitude is 2²⁶ or more.</exception>
    public static FixedPoint Of(ExactDecimal value, int fractionBits, DigitWidth width = DigitWidth.Auto)
    {
        var result = new FixedPoint(fractionBits, width);
        DigitConversion.Fill(result.Digits, DigitConversion.Units(value, result.FractionDigits));
        return result;
    }

    /// <summary>units · 2^(−<see cref="UnitBits"/>), exactly.</summary>
    /// <exception cref="OverflowException">Its magnitude is 2²⁶ or more.</exception>
    public static FixedPoint FromUnits(BigInteger units, int fractionBits, DigitWidth width = DigitWidth.Auto)
    {
        var result = new FixedPoint(fractionBits, width);
        DigitConversion.Fill(result.Digits, units);
        return result;
    }

    /// <summary>The value times 2^<see cref="UnitBits"/>, exactly.</summary>
    public BigInteger ToUnits() => DigitConversion.Units(Digits);

    /// <summary>The leading 53 bits, however small the value: within ½ + 2⁻³⁰ units in the last place.</summary>
    public FloatExp ToFloatExp() => DigitConversion.Leading(Digits);

    /// <summary>As <see cref="ToFloatExp"/>; rounded once more where subnormal.</summary>
    public double ToDouble() => DigitConversion.ToDouble(Digits);

    /// <summary>This ← a + b; exact where neither has a finer unit, else within 1.01 of this number's units.</summary>
    /// <exception cref="ArgumentException">An operand has room for fewer digits than this number keeps.</exception>
    /// <exception cref="OverflowException">The sum's magnitude is 2²⁶ or more.</exception>
    public void SetToSum(FixedPoint a, FixedPoint b)
    {
        Prepare(a, b);
        _kernel.Sum(a._digits, b._digits, subtract: false, _digits, FractionDigits);
        CheckSize();
    }

    /// <summary>This ← a − b, as <see cref="SetToSum"/>.</summary>
    public void SetToDifference(FixedPoint a, FixedPoint b)
    {
        Prepare(a, b);
        _kernel.Sum(a._digits, b._digits, subtract: true, _digits, FractionDigits);
        CheckSize();
    }

    /// <summary>This ← a², within 0.501 of this number's units.</summary>
    /// <exception cref="ArgumentException">The operand has room for fewer digits than this number keeps.</exception>
    /// <exception cref="OverflowException">The operand is beyond ±2¹².</exception>
    public void SetToSquare(FixedPoint a)
    {
        Prepare(a, a);
        CheckFactor(a);
        _kernel.Square(a._digits, Low(), High(), _digits, FractionDigits);
    }

    /// <summary>This ← a·b, within 0.501 of this number's units.</summary>
    /// <exception cref="ArgumentException">An operand has room for fewer digits than this number keeps.</exception>
    /// <exception cref="OverflowException">An operand is beyond ±2¹².</exception>
    public void SetToProduct(FixedPoint a, FixedPoint b)
    {
        Prepare(a, b);
        CheckFactor(a);
        CheckFactor(b);
        _kernel.Multiply(a._digits, b._digits, Low(), High(), _digits, FractionDigits);
    }

    public override string ToString() => ToFloatExp().ToString();

    private static void CheckFactor(FixedPoint factor)
    {
        if (Math.Abs(factor._digits[0]) > Radix.LargestFactor) throw new OverflowException("A factor is beyond ±2¹².");
    }

    private void CheckSize()
    {
        if (Math.Abs(_digits[0]) >= Radix.Half) throw new OverflowException("The sum is beyond ±2²⁶.");
    }

    private void Prepare(FixedPoint a, FixedPoint b)
    {
        if (Math.Min(a._digits.FractionDigits, b._digits.FractionDigits) < FractionDigits)
            throw new ArgumentException("An operand was made for fewer digits than the result is to have.");
    }

    private DigitBuffer Low() => _low ??= new DigitBuffer(_digits.FractionDigits);

    private DigitBuffer High() => _high ??= new DigitBuffer(_digits.FractionDigits);
}
