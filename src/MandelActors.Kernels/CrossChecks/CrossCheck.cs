namespace MandelActors.Kernels.CrossChecks;

/// <summary>Computes a few pixels of a frame once more by the scalar truth, and says whether the device's answers are those.</summary>
/// <remarks>
/// A value that differs may be that of another sound way to compute it, where there is one; otherwise it is compared with the points right around its own, closer than any two ways to round could tell apart: near the set's boundary
/// they show what the pixel may as well be. A value among what these give, or not far beyond where they differ, is right.
/// </remarks>
public static class CrossCheck
{
    /// <summary>Scalar steps that one frame's check takes about: a twentieth of a second. Pixels beyond it are left out.</summary>
    private const long Steps = 1 << 24;

    /// <summary>A pixel said to be inside may take this many times its share, for most of them are shown to be so at once.</summary>
    private const int LongestShare = 4;

    /// <summary>Distances may differ by this share of themselves.</summary>
    private const double DistanceTolerance = 0.01;

    /// <summary>Where the points around a pixel differ among themselves, it may be beyond them by this many times as much.</summary>
    private const int SpreadReach = 4;

    /// <summary>Checks what a device answered.</summary>
    /// <param name="fields">The fields of one frame (<see cref="SampledDevice.Fields"/>).</param>
    /// <param name="references">Where references come from.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static CrossCheckResult Run(IReadOnlyList<SampledField> fields, ReferenceLibrary references, CancellationToken cancellationToken)
    {
        int compared = 0, wrong = 0;
        double worst = 0;
        foreach (var field in fields)
        {
            var truth = field.Truth(references, cancellationToken);
            var left = Steps / fields.Count;
            for (var i = 0; i < field.Pixels.Count && left > 0; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var most = Math.Min(left, LongestShare * left / (field.Pixels.Count - i));
                var pixel = field.Pixels[i];
                TruePixel claimed = new(field.Values[i], field.Values.Length > field.Pixels.Count ? field.Values[field.Pixels.Count + i] : double.NaN);
                var own = truth.At(pixel, 0, claimed.Value, most, out var steps);
                left -= steps;
                if (own is not { } known) continue;
                compared++;
                if (IsNear(claimed, known, known, truth.Tolerance) || IsExplained(truth, pixel, claimed, known, most)) continue;
                wrong++;
                worst = Math.Max(worst, ScalarTruth.Gap(claimed.Value, known.Value));
            }
        }

        return new CrossCheckResult(compared, wrong, worst);
    }

    private static bool IsExplained(ScalarTruth truth, int pixel, TruePixel claimed, TruePixel own, long most)
    {
        if (truth.Otherwise(pixel, claimed.Value, most) is { } other && IsNear(claimed, other, other, truth.Tolerance)) return true;
        var (least, greatest, isMixed) = (own, own, false);
        for (var tremor = 1; tremor <= ScalarTruth.Tremors; tremor++)
        {
            if (truth.At(pixel, tremor, claimed.Value, most, out _) is not { } beside) continue;
            isMixed |= double.IsNaN(beside.Value) != double.IsNaN(own.Value);
            // Of numbers: where all points but one are inside, that one stands.
            least = new TruePixel(Lesser(least.Value, beside.Value), Lesser(least.Distance, beside.Distance));
            greatest = new TruePixel(Greater(greatest.Value, beside.Value), Greater(greatest.Distance, beside.Distance));
        }

        var spread = greatest.Value - least.Value;
        // Five points of a chaotic pixel do not show all it may be.
        if (isMixed || spread > truth.Tolerance) return !(claimed.Value < least.Value - SpreadReach * spread || claimed.Value > greatest.Value + SpreadReach * spread);
        return IsNear(claimed, least, greatest, truth.Tolerance);
    }

    private static bool IsNear(TruePixel claimed, TruePixel least, TruePixel greatest, double tolerance) =>
        IsBetween(claimed.Value, least.Value, greatest.Value, tolerance)
        && IsBetween(claimed.Distance, least.Distance, greatest.Distance, double.IsFinite(greatest.Distance) ? DistanceTolerance * greatest.Distance : 0);

    private static bool IsBetween(double value, double least, double greatest, double tolerance) =>
        ScalarTruth.Gap(value, least) <= tolerance || ScalarTruth.Gap(value, greatest) <= tolerance || (value > least && value < greatest);

    private static double Lesser(double one, double other) => double.IsNaN(one) || other < one ? other : one;

    private static double Greater(double one, double other) => double.IsNaN(one) || other > one ? other : one;
}
