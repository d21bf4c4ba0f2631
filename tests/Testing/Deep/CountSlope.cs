using MandelActors.Fractals.Deep;

namespace MandelActors.Testing.Deep;

/// <summary>The distance from the set by brute force, from how steeply the smooth count rises.</summary>
/// <remarks>
/// The potential is G = 2·ln 2·2^−ν, so G/|∇G| = 1/(ln 2·|∇ν|). The slope is that between neighbours a small part of the distance away.
/// Their counts must go on smoothly from one index to the next, which takes a large escape radius.
/// </remarks>
public static class CountSlope
{
    private const double Part = 1.0 / 1024;

    /// <summary>In pixels.</summary>
    /// <param name="about">The order of magnitude of the distance.</param>
    public static double Distance(PreciseEscapeTime precise, double column, double row, double about)
    {
        var h = Part * about;
        var across = (precise.Count(column + h, row) - precise.Count(column - h, row)) / (2 * h);
        var down = (precise.Count(column, row + h) - precise.Count(column, row - h)) / (2 * h);
        return 1 / (Math.Log(2) * Math.Sqrt(across * across + down * down));
    }
}
