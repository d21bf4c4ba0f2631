namespace MandelActors.Testing;

/// <summary>One pixel whose smooth count is known.</summary>
/// <param name="Column">0 on the left.</param>
/// <param name="Row">0 on top, where the imaginary part is largest.</param>
/// <param name="Nu">Smooth count; null where the orbit stays bounded within the limit.</param>
public readonly record struct TruthPixel(int Column, int Row, double? Nu);
