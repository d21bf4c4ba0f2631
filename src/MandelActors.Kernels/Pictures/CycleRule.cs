namespace MandelActors.Kernels.Pictures;

/// <summary>⌊entries · frac(v / period + offset)⌋, at most entries − 1; interior where that is no number.</summary>
/// <param name="Period">Counts a turn; doublings of the distance where it is distances that get colours: v is then log₂(1 + d).</param>
/// <param name="Offset">Turns.</param>
public sealed record CycleRule(int Entries, double Period, double Offset) : IndexRule(Entries);
