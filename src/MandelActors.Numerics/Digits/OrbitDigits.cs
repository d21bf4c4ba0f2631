namespace MandelActors.Numerics.Digits;

/// <summary>The digits an orbit is made of, and room for the columns of one step.</summary>
/// <remarks>
/// A step takes x² − y² and 2xy either from three squares, x², y² and (x + y)², or from two products, (x + y)(x − y) and xy. Squares need
/// three quarters of the digit products, but short ones fill vectors badly; see <see cref="UsesProducts"/>.
/// </remarks>
internal sealed class OrbitDigits(int fractionDigits)
{
    /// <summary>Fraction digits up to which products are used: with AVX-512 they would pay up to 160, with AVX2 up to 68 (benchmark <c>bignum</c>). The same everywhere, as last bits depend on it.</summary>
    public const int LongestProducts = 112;

    public DigitBuffer X { get; } = new(fractionDigits);

    public DigitBuffer Y { get; } = new(fractionDigits);

    /// <summary>x + y, exactly.</summary>
    public DigitBuffer Sum { get; } = new(fractionDigits);

    /// <summary>x − y, exactly; kept only where products are used.</summary>
    public DigitBuffer Difference { get; } = new(Math.Min(fractionDigits, LongestProducts));

    /// <summary>The real part of c.</summary>
    public DigitBuffer A { get; } = new(fractionDigits);

    /// <summary>The imaginary part of c.</summary>
    public DigitBuffer B { get; } = new(fractionDigits);

    /// <summary>Columns of x², or of (x + y)(x − y).</summary>
    public (DigitBuffer Low, DigitBuffer High) First { get; } = (new(fractionDigits), new(fractionDigits));

    /// <summary>Columns of y², or of xy.</summary>
    public (DigitBuffer Low, DigitBuffer High) Second { get; } = (new(fractionDigits), new(fractionDigits));

    /// <summary>Columns of (x + y)².</summary>
    public (DigitBuffer Low, DigitBuffer High) Third { get; } = (new(fractionDigits), new(fractionDigits));

    public static bool UsesProducts(int fractionDigits) => fractionDigits <= LongestProducts;
}
