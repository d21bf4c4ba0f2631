namespace MandelActors.Fractals.Deep;

/// <summary>The first steps of all pixels of a view, taken beside a reference, after which plain double precision is good enough.</summary>
/// <remarks>
/// Rounding at step k moves a pixel by 2⁻⁵³/|dz_k/dc|: what happens in the first steps, while dz/dc is small, is nearly all of it. So a
/// view whose pixels are too close for plain iteration is opened beside a reference: δ' = (2Z + δ)·δ + c for all pixels alike,
/// until |dz/dc| times the pitch has grown to <see cref="SufficientPitch"/>. From there z = Z + δ is followed plainly, at a small part of
/// the cost. No pixel is measured anew on the way and none escapes: |δ| stays below 2⁻⁸·|Z|.
/// </remarks>
public sealed class Opening
{
    /// <summary>The distance of neighbouring z that plain iteration needs: what <see cref="PixelGrid.SuitablePitchUlps"/> units are beside 1.</summary>
    public static readonly double SufficientPitch = Math.ScaleB(PixelGrid.SuitablePitchUlps, -52);

    /// <summary>Steps are a multiple of this, the longest block of the plain kernel.</summary>
    private const int Stride = 16;

    /// <summary>A view that is not open by then is computed beside its reference all the way.</summary>
    private const int MostSteps = 2048;

    /// <summary>Beyond this |z|² grows with every step, by far more than rounding takes away: an escape is noticed however late it is looked for.</summary>
    private const double SafeBound = 5;

    /// <summary>Where all of the view is nearer to 0 than this, away from the tip at −2, that is so for every escape radius; and z itself, as long as Z is.</summary>
    private const double SafeModulus = 1.99;

    private const double LargestShare = 1.0 / 256;

    /// <summary>Neighbouring z may come nearer again by this factor.</summary>
    private const double SmallestDip = 1.0 / 32;

    private const double NearPixels = 16;

    private Opening(ReferenceOrbit reference, PixelOffsets offsets, int steps)
    {
        Reference = reference;
        Offsets = offsets;
        Steps = steps;
    }

    public ReferenceOrbit Reference { get; }

    public PixelOffsets Offsets { get; }

    /// <summary>The index that all pixels stand at when it is over.</summary>
    public int Steps { get; }

    /// <summary>The opening of a view; null where there is none.</summary>
    /// <param name="limit">The iteration limit, which lies beyond the opening.</param>
    /// <param name="offsetX">Shift to the right, in pixels, −½ … ½.</param>
    /// <param name="offsetY">Shift downwards in the image, in pixels, −½ … ½.</param>
    public static Opening? Of(View view, ReferenceOrbit reference, EscapeRule rule, long limit, double offsetX = 0, double offsetY = 0)
    {
        if (!PixelGrid.Resolves(view)) return null;
        var offsets = PixelOffsets.Of(view, reference, offsetX, offsetY);
        var farthest = offsets.Largest.ToDouble();
        var (cRe, cIm) = (reference.Elements[2], reference.Elements[3]);
        var largest = rule.Bound < SafeBound ? SafeModulus : 2;
        if (rule.Bound < SafeBound && Math.Sqrt(cRe * cRe + cIm * cIm) + farthest > SafeModulus) return null;
        var (opened, smallest) = (0, SufficientPitch * SmallestDip);
        var last = (int)Math.Min(Math.Min(reference.Last, MostSteps), limit);
        double dRe = 1, dIm = 0;
        for (var k = 1; k < last; k++)
        {
            var (x, y) = (reference.Elements[2 * k], reference.Elements[2 * k + 1]);
            var (modulus, slope) = (Math.Sqrt(x * x + y * y), Math.Sqrt(dRe * dRe + dIm * dIm));
            if (modulus > largest || slope * farthest > modulus * LargestShare)
            {
                last = k;
                break;
            }

            // Where neighbouring z come near one another again, the opening goes on behind it.
            if (slope * offsets.Pitch < smallest) opened = 0;
            if (opened == 0 && k % Stride == 0 && slope * offsets.Pitch >= SufficientPitch) opened = k;
            (dRe, dIm) = (2 * (x * dRe - y * dIm) + 1, 2 * (x * dIm + y * dRe));
        }

        return opened > 0 && StaysSpread(reference, offsets, last, dRe, dIm) ? new Opening(reference, offsets, opened) : null;
    }

    /// <summary>Whether no later element of the reference is so close to 0 that it brings neighbouring z too near to one another again.</summary>
    /// <remarks>
    /// At the end of a period Z is 0, and z as large as the pixel is far from the nucleus; the few within
    /// <see cref="NearPixels"/> of it do not count.
    /// </remarks>
    private static bool StaysSpread(ReferenceOrbit reference, PixelOffsets offsets, int from, double dRe, double dIm)
    {
        var smallest = SufficientPitch * SmallestDip;
        for (var k = from; k < reference.Last; k++)
        {
            var (x, y) = (reference.Elements[2 * k], reference.Elements[2 * k + 1]);
            (dRe, dIm) = (2 * (x * dRe - y * dIm) + 1, 2 * (x * dIm + y * dRe));
            var square = (dRe * dRe + dIm * dIm) * offsets.Pitch * offsets.Pitch;
            if (square < smallest * smallest) return false;
            // Neighbouring z are as far apart as any: nothing that follows is ordered.
            if (square > 1) return true;
        }

        if (!reference.IsPeriodic) return true;
        var nearest = Math.Max(NearPixels * offsets.Pitch, Math.Sqrt(Nearest(offsets.Columns) + Nearest(offsets.Rows)));
        return 2 * (dRe * dRe + dIm * dIm) * offsets.Pitch * nearest >= smallest;
    }

    /// <summary>The square of the smallest offset of an axis.</summary>
    private static double Nearest(double[] axis) => axis[0] * axis[^1] <= 0 ? 0 : Math.Min(axis[0] * axis[0], axis[^1] * axis[^1]);

    /// <summary>Where a pixel stands after the opening.</summary>
    /// <remarks>
    /// Every step rounds in one order, which the vector twin repeats: h = (Z + Z) + δ,
    /// x' = fma(hRe, x, fma(−hIm, y, cRe)), y' = fma(hRe, y, fma(hIm, x, cIm)).
    /// </remarks>
    public (double Re, double Im) At(int column, int row)
    {
        var elements = Reference.Elements;
        var (re, im) = (Offsets.Columns[column], Offsets.Rows[row]);
        var (x, y) = (re, im);
        for (var k = 1; k < Steps; k++)
        {
            var hRe = elements[2 * k] + elements[2 * k] + x;
            var hIm = elements[2 * k + 1] + elements[2 * k + 1] + y;
            (x, y) = (
                Math.FusedMultiplyAdd(hRe, x, Math.FusedMultiplyAdd(-hIm, y, re)),
                Math.FusedMultiplyAdd(hRe, y, Math.FusedMultiplyAdd(hIm, x, im)));
        }

        return (elements[2 * Steps] + x, elements[2 * Steps + 1] + y);
    }
}
