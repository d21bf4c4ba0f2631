using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics;

public sealed partial class ComplexOrbit
{
    /// <summary>
    /// Gives digits back that <see cref="LowerPrecision"/> took, as zeros: z stays what it is, and later steps round less. Worth it
    /// after a step that shrinks what earlier rounding did to z.
    /// </summary>
    /// <param name="fractionBits">At most what the orbit began with; a precision not above the present one changes nothing.</param>
    public void RaisePrecision(int fractionBits)
    {
        var fractionDigits = Radix.FractionDigits(fractionBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fractionDigits, _digits.X.FractionDigits, nameof(fractionBits));
        if (fractionBits <= FractionBits) return;
        FractionBits = fractionBits;
        foreach (var digits in (ReadOnlySpan<DigitBuffer>)[_digits.X, _digits.Y]) digits.All[(_fractionDigits + 1)..].Clear();
        _fractionDigits = fractionDigits;
        _kernel.Refresh(_digits, fractionDigits);
    }
}
