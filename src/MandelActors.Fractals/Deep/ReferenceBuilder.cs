using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>Computes reference orbits.</summary>
/// <remarks>
/// The orbit of the site's centre is followed with as many bits as needed until the ball test says that a nucleus lies near:
/// |z_n| &lt; r·|dz_n/dc| means that z_n(c) = 0 somewhere within about r. Newton's method finds it beside the orbit just
/// computed, in plain precision, because only the small way to it is unknown; the orbit is shifted there, and its period is all
/// that has to be stored.
/// <para>
/// <i>Precision.</i> An error e made at step k is what a shift of c by e/|dz_k/dc| would have done. So that all steps together stay
/// below 2⁻⁴⁰ of the radius, step k may err by 2^−<see cref="MarginBits"/> · r · |dz_k/dc|: fewer bits suffice the farther the
/// orbit is, and a step that contracts (|2z| &lt; 1) asks for some of them again.
/// </para>
/// <i>Source:</i> ball test and Newton's method: C. Heiland-Allen, Deep zoom theory and practice, 2021.
/// </remarks>
public static class ReferenceBuilder
{
    /// <summary>Bits beyond those of the radius: 40 for the precision wanted, 24 for the number of steps, 16 for the pixels of a radius.</summary>
    public const int MarginBits = 80;

    /// <summary>The longest reference, in steps; some 40 bytes each are needed while it is made.</summary>
    public const int LongestReference = 1 << 27;

    /// <summary>log₁₀ of the smallest radius: what the longest fixed-point numbers hold, less the margin.</summary>
    public const int DeepestLog10 = -10_900;

    /// <summary>A nucleus this many radii from the centre serves as well as one in the view, and the lowest period in a wider disc is shorter.</summary>
    private const double BallRadii = 64;

    /// <summary>Newton's method fails beyond this many radii.</summary>
    private const double FarthestRadii = 1024;

    private const int NewtonSteps = 40;

    /// <summary>Ball tests that Newton's method may fail, each at least half as far again as the one before.</summary>
    private const int Attempts = 6;

    private const int StepsPerReport = 4096;

    /// <summary>What stays however far the orbit is: the bits of a double, and the margin for the number of steps.</summary>
    private const int SmallestPrecisionBits = 84;

    private const int PrecisionStride = 112;

    /// <summary>From modulus 2⁶ on an orbit is lost; pixels near it go on from there by themselves.</summary>
    private const int EscapedExponent = 6;

    /// <summary>Checks that the numbers here are long enough for a view.</summary>
    /// <exception cref="ViewOutOfReachException">They are not.</exception>
    public static void RequireReach(View view)
    {
        if (view.Radius.Log10() < DeepestLog10)
            throw new ViewOutOfReachException($"The view's radius is about 1e{Math.Floor(view.Radius.Log10())}; numbers are long enough down to 1e{DeepestLog10}.");
    }

    /// <summary>Computes the reference of a site.</summary>
    /// <param name="limit">No more steps than this, whatever is found.</param>
    /// <returns>The orbit of a nucleus near the site's centre; where none was found, of the centre itself, up to its escape or the limit.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static ReferenceOrbit Build(ReferenceSite site, long limit, IProgress<ReferenceProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (site.Radius.Sign <= 0) throw new ArgumentException("A site's radius is positive.", nameof(site));
        limit = Math.Min(limit, LongestReference);
        var radius = FloatExp.Of(site.Radius);
        var ball = radius * BallRadii;
        var centre = ScaledComplex.Of(FloatExp.Of(site.Re), FloatExp.Of(site.Im));
        // So far out that fixed point would have to grow for nothing.
        if (centre.Exponent >= EscapedExponent) return new ReferenceOrbit(site, default, [default, centre], ReferenceEnd.Escaped, 0);
        var startBits = Math.Max(SmallestPrecisionBits, MarginBits + (int)Math.Max(0, 1 - radius.Exponent));
        var big = new ComplexOrbit(site.Re, site.Im, startBits);
        var orbit = new List<ScaledComplex> { default };
        ScaledComplex derivative = default, one = new(1, 0);
        var rest = new OrbitAtRest();
        var (attempts, nextAttempt) = (0, 1);
        for (var n = 1; n <= limit; n++)
        {
            derivative = (orbit[^1] * derivative).Scaled(1) + one;
            SetPrecision(big, startBits - derivative.Exponent, startBits);
            big.Advance();
            var z = big.Value;
            orbit.Add(z);
            if (z.Exponent >= EscapedExponent) return Ended(ReferenceEnd.Escaped);
            if (n >= nextAttempt && attempts < Attempts && z.Magnitude() < derivative.Magnitude() * ball)
            {
                attempts++;
                nextAttempt = n + n / 2;
                if (TryFindNucleus(orbit, n, derivative, radius, cancellationToken) is { } shift)
                    return new ReferenceOrbit(site, shift, Shifted(orbit, shift), ReferenceEnd.Closed, startBits);
            }

            if (rest.IsReached(n, z, derivative))
            {
                EndNearestToZero(orbit, rest.Since);
                return Ended(ReferenceEnd.Settled);
            }

            if (n % StepsPerReport != 0) continue;
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new ReferenceProgress(n, limit, big.FractionBits));
        }

        return Ended(ReferenceEnd.Cut);

        ReferenceOrbit Ended(ReferenceEnd end) => new(site, default, orbit, end, startBits);
    }

    /// <summary>Cuts what follows the smallest value of the last turn of the cycle.</summary>
    /// <remarks>
    /// Pixels go on from the last index with no more than a double's digits. Beside a small copy of the set the cycle's basin is narrower than these where the
    /// cycle is far from 0, and wide enough, against the value itself, where it comes nearest.
    /// </remarks>
    private static void EndNearestToZero(List<ScaledComplex> orbit, int since)
    {
        var nearest = orbit.Count - 1;
        for (var n = nearest - 1; n > since; n--)
            if (orbit[n].Magnitude() < orbit[nearest].Magnitude()) nearest = n;
        orbit.RemoveRange(nearest + 1, orbit.Count - nearest - 1);
    }

    /// <summary>Follows the bits needed, in strides: a change costs as much as a part of a step.</summary>
    private static void SetPrecision(ComplexOrbit orbit, long bits, int startBits)
    {
        var wanted = (int)Math.Clamp(bits, SmallestPrecisionBits, startBits);
        if (wanted < orbit.FractionBits - PrecisionStride) orbit.LowerPrecision(wanted);
        else if (wanted > orbit.FractionBits) orbit.RaisePrecision(Math.Min(startBits, wanted + PrecisionStride / 2));
    }

    /// <summary>Newton's method for z_p(C + s) = 0, beside the orbit of C.</summary>
    private static ScaledComplex? TryFindNucleus(List<ScaledComplex> orbit, int period, ScaledComplex derivative, FloatExp radius, CancellationToken cancellationToken)
    {
        var farthest = radius * FarthestRadii;
        var one = new ScaledComplex(1, 0);
        var shift = -(orbit[period] / derivative);
        for (var i = 0; i < NewtonSteps; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ScaledComplex delta = default, slope = default;
            for (var k = 0; k < period; k++)
            {
                slope = ((orbit[k] + delta) * slope).Scaled(1) + one;
                delta = (orbit[k].Scaled(1) + delta) * delta + shift;
            }

            if (slope.IsZero) return null;
            var step = (orbit[period] + delta) / slope;
            shift -= step;
            if (shift.Magnitude() > farthest) return null;
            // Newton's method doubles the good bits: what follows would change bits that a double does not have.
            if (step.IsZero || step.Exponent < shift.Exponent - 26) return shift;
        }

        return null;
    }

    private static List<ScaledComplex> Shifted(List<ScaledComplex> orbit, ScaledComplex shift)
    {
        var shifted = new List<ScaledComplex>(orbit.Count);
        ScaledComplex delta = default;
        foreach (var z in orbit)
        {
            shifted.Add(z + delta);
            delta = (z.Scaled(1) + delta) * delta + shift;
        }

        shifted[^1] = default;
        return shifted;
    }
}
