namespace MandelActors.Kernels.Pictures;

/// <summary>⌊entries · frac(share · turns + offset)⌋ with the share of a count read from knots, linear in between; interior where the count is not finite.</summary>
/// <param name="Turns">Turns from the lowest count to the highest.</param>
/// <param name="Offset">Turns.</param>
/// <param name="Counts">The knots, rising; none lets every share be 0.</param>
/// <param name="Shares">As many.</param>
/// <param name="Guide">The last knot before every cell, one cell more than there are: 256 cells a doubling of 1 + (count − lowest) · scale. Empty without knots.</param>
/// <param name="Scale">What a distance from the lowest count is multiplied by to find its cell.</param>
public sealed record HistogramRule(int Entries, double Turns, double Offset, double[] Counts, double[] Shares, int[] Guide, double Scale) : IndexRule(Entries);
