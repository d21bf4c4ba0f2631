using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>A parameter whose critical orbit becomes periodic without being so from the start: z_{m+p} = z_m.</summary>
/// <param name="Point">The parameter, to within a few units of its last bits.</param>
/// <param name="Preperiod">The smallest such m.</param>
/// <param name="Period">The p it was found for.</param>
public sealed record MisiurewiczPoint(PrecisePoint Point, int Preperiod, int Period)
{
    /// <summary>Newton's method for z_{m+p} − z_m = 0.</summary>
    /// <returns>Null when it does not settle, or settles where the orbit is periodic earlier or from the start.</returns>
    public static MisiurewiczPoint? Near(PrecisePoint start, int preperiod, int period)
    {
        if (Newton.Solve(start, 60 + start.Bits / 40, c => Correction(c, preperiod, period)) is not { } point) return null;
        // Where the preperiod is exactly m, z_{m−1+p} = −z_{m−1}, which is not 0.
        CriticalOrbit orbit = new(point);
        if (!orbit.TryStepTo(preperiod - 1)) return null;
        PrecisePoint before = orbit.Z;
        if (!orbit.TryStepTo(preperiod - 1 + period)) return null;
        return orbit.Z.Minus(before).Log2Modulus > -40 ? new MisiurewiczPoint(point, preperiod, period) : null;
    }

    private static ScaledComplex? Correction(PrecisePoint c, int preperiod, int period)
    {
        CriticalOrbit orbit = new(c);
        if (!orbit.TryStepTo(preperiod)) return null;
        (PrecisePoint z, ScaledComplex derivative) = (orbit.Z, orbit.Derivative);
        if (!orbit.TryStepTo(preperiod + period)) return null;
        ScaledComplex slope = orbit.Derivative - derivative;
        return slope.IsZero ? null : orbit.Z.Minus(z) / slope;
    }
}
