namespace MandelActors.Numerics.Digits;

/// <summary>The digits of <see cref="FixedPoint"/>: signed, of weight 2^(−28·index), index 0 the whole part.</summary>
/// <remarks>
/// A <i>column</i> k of a product is the sum of all digit products of weight 2^(−28k). It is split into a low part within
/// ±2²⁷ and a high part that belongs to column k − 1; both depend on the column's value alone, so it does not matter in which
/// order, or in how many pieces, a column was summed.
/// </remarks>
internal static class Radix
{
    public const int Bits = 28;

    public const long Half = 1L << (Bits - 1);

    /// <summary>
    /// What a stored digit never exceeds in magnitude. Carries are resolved in parallel, so a digit ends as a rest within
    /// ±2²⁷ plus one small carry: columns stay below 4·1400·2⁵⁴ &lt; 2⁶⁷, their high parts below 2³⁹, the carries of those below
    /// 2¹¹ + 1.
    /// </summary>
    public const long LargestDigit = Half + (1 << 11) + 1;

    /// <summary>The largest magnitude of a number that may be multiplied: squares of sums then fit into digit 0.</summary>
    public const long LargestFactor = 1 << 12;

    /// <summary>Fraction digits at most: 64 more columns would still keep every bound stated here.</summary>
    public const int MostFractionDigits = 1300;

    /// <summary>
    /// Columns that a short product sums beyond its last digit. With f fraction digits, columns from f + 3 on add up to less
    /// than f·2⁵⁴·2⁻⁸⁴ &lt; 2⁻¹⁹ units of digit f, as no column has more than f products there.
    /// </summary>
    public const int GuardColumns = 2;

    /// <summary>Products that a 64-bit sum holds: 400 · (2²⁷ + 2¹¹ + 1)² &lt; 2⁶² · 1.57, which leaves room for a carry.</summary>
    public const int MostProducts = 400;

    /// <summary>The high part of a column or digit: its value / 2²⁸, rounded, halves up.</summary>
    public static long Carry(long value) => (value + Half) >> Bits;

    /// <summary>The fraction digits that hold so many bits.</summary>
    public static int FractionDigits(int fractionBits) => (fractionBits + Bits - 1) / Bits;
}
