using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>The centre of a minibrot: a parameter whose critical orbit comes back to 0.</summary>
/// <param name="Point">The parameter, to within 2⁻⁶⁰ of the minibrot's size.</param>
/// <param name="Period">The first index p with z_p = 0.</param>
/// <param name="Size">1/(λ²β): the minibrot is the Mandelbrot set times this number, moved to <paramref name="Point"/>, nearly.</param>
public sealed record Nucleus(PrecisePoint Point, int Period, ScaledComplex Size)
{
    private const int ExtraBits = 96;
    private const int MostSteps = 40;

    /// <summary>Smaller ones are left aside: they take too long.</summary>
    private const double SmallestLog2 = -2500;

    private static readonly ScaledComplex One = new(1, 0);

    /// <summary>The set itself.</summary>
    public static Nucleus Main { get; } = new(PrecisePoint.Of(0, 0, 64), 1, One);

    /// <summary>The period of the nucleus of lowest period near a disc, by the ball test: the first n with |zₙ| &lt; r·|dzₙ/dc|.</summary>
    /// <returns>Null when the orbit escapes, or reaches the limit, before the image of the disc covers 0.</returns>
    public static int? PeriodIn(PrecisePoint centre, double log2Radius, int limit)
    {
        CriticalOrbit orbit = new(centre);
        for (; orbit.Index <= limit; orbit.Step())
        {
            double modulus = orbit.Z.ToScaled().Log2Modulus;
            if (modulus < log2Radius + orbit.Derivative.Log2Modulus) return orbit.Index;
            if (modulus > 4) return null;
        }

        return null;
    }

    /// <summary>Newton's method for z_p(c) = 0 from the centre of a disc.</summary>
    /// <returns>Null when it does not settle within four times the disc's radius on a minibrot smaller than the disc.</returns>
    public static Nucleus? Near(PrecisePoint centre, double log2Radius, int period)
    {
        // A minibrot is rarely smaller than the square of what it is found in; bits for that are there from the start.
        if (Newton.Solve(centre, MostSteps, c => Correction(c, period)) is not { } rough) return null;
        if (!(rough.Minus(centre).Log2Modulus <= log2Radius + 2)) return null;
        if (SizeOf(rough, period)?.Log2Modulus is not { } log2Size || log2Size >= log2Radius || log2Size < SmallestLog2) return null;
        if (Newton.Solve(rough.WithBits((int)-log2Size + ExtraBits), MostSteps, c => Correction(c, period)) is not { } point) return null;
        return SizeOf(point, period) is { } size ? new Nucleus(point, period, size) : null;
    }

    /// <summary>The point that lies as <paramref name="w"/> lies to the whole set.</summary>
    public PrecisePoint At(ScaledComplex w) => Point.Plus(w * Size);

    private static ScaledComplex? Correction(PrecisePoint c, int period)
    {
        CriticalOrbit orbit = new(c);
        return orbit.TryStepTo(period) && !orbit.Derivative.IsZero ? orbit.Z.ToScaled() / orbit.Derivative : null;
    }

    /// <summary>λ = ∏ 2z_j and β = Σ 1/λ_j over the period (Claude Heiland-Allen, "Deriving the size estimate").</summary>
    /// <returns>Null where an earlier z is 0, so that the period is not the shortest.</returns>
    private static ScaledComplex? SizeOf(PrecisePoint nucleus, int period)
    {
        (ScaledComplex lambda, ScaledComplex beta) = (One, One);
        CriticalOrbit orbit = new(nucleus);
        for (; orbit.Index < period; orbit.Step())
        {
            lambda *= orbit.Z.ToScaled().Scaled(1);
            if (lambda.IsZero) return null;
            beta += One / lambda;
        }

        return beta.IsZero ? null : One / (lambda * lambda * beta);
    }
}
