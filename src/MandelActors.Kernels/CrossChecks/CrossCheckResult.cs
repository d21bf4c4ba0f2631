using System.Globalization;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>What a cross-check found.</summary>
/// <param name="Compared">Values that the scalar truth was computed for.</param>
/// <param name="Wrong">Those that differ by more than the way they are computed explains.</param>
/// <param name="Worst">The largest difference among these; infinite where inside and outside are confused.</param>
public readonly record struct CrossCheckResult(int Compared, int Wrong, double Worst)
{
    /// <summary>One value in so many may differ.</summary>
    /// <remarks>
    /// Beside the set's boundary a pixel's count is chaotic in its last bits. Kernels that round as their twin does differ nowhere; a share is left to
    /// those that round otherwise, where the points around a pixel do not show what it may come to.
    /// </remarks>
    public const int ComparedPerAllowed = 100;

    /// <summary>Whether the device computes wrongly.</summary>
    public bool IsMismatch => Wrong > Compared / ComparedPerAllowed;

    /// <summary>Whether the device was seen to compute rightly: nothing to compare shows nothing.</summary>
    public bool IsPassed => Compared > 0 && !IsMismatch;

    /// <summary>How many of how many, and by how much.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Wrong} of {Compared} values differ from the scalar truth, {(double.IsInfinity(Worst) ? "inside and outside confused" : $"by up to {Worst:g3}")}");
}
