namespace MandelActors.Imaging.Colour;

/// <summary><see cref="Shading.Boundary"/>: the share of light that is left, min(1, d) for a distance of d pixels.</summary>
/// <remarks>
/// d is within a factor of 2 of the true distance, so light begins to fall where the set comes within ½ to 2 pixels of the sample. No escape, no shade.
/// </remarks>
internal static class BoundaryShade
{
    /// <summary>All light.</summary>
    public const int Full = 1 << 8;

    /// <summary>The share of light in units of <see cref="Full"/>, as a whole number, so that sums come out the same in any order.</summary>
    public static uint Of(double distance) => distance < 1 ? (uint)(distance * Full + 0.5) : Full;
}
