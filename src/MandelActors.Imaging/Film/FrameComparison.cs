namespace MandelActors.Imaging.Film;

/// <summary>Says what is wrong with a decoded frame, null for nothing.</summary>
/// <param name="index">Its number in the film.</param>
/// <param name="pixels">Its bytes.</param>
/// <param name="hash">SHA-256 of those.</param>
internal delegate string? FrameComparison(int index, ReadOnlySpan<byte> pixels, ReadOnlySpan<byte> hash);
