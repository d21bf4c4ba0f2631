using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>Newton's method in fixed point with corrections of 53 bits: it gains about 50 bits a step.</summary>
internal static class Newton
{
    /// <param name="start">Its bits are those of the answer.</param>
    /// <param name="mostSteps">Steps after which it is given up.</param>
    /// <param name="correction">f(c)/f′(c); null where it cannot be told.</param>
    /// <returns>The root, to within a few units of its last bits; null when the steps do not become small.</returns>
    public static PrecisePoint? Solve(PrecisePoint start, int mostSteps, Func<PrecisePoint, ScaledComplex?> correction)
    {
        PrecisePoint point = start;
        for (int step = 0; step < mostSteps; step++)
        {
            // A step of 8 leaves the plane of interest and will not come back to anything near.
            if (correction(point) is not { Log2Modulus: <= 3 } by) return null;
            point = point.Plus(-by);
            if (by.Log2Modulus < 16 - point.Bits) return point;
        }

        return null;
    }
}
