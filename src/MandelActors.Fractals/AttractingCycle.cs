namespace MandelActors.Fractals;

/// <summary>Proves that a point lies inside the set by finding the cycle that attracts its orbit.</summary>
/// <remarks>
/// If z ↦ z² + c has an attracting cycle, it attracts the orbit of 0 (Fatou), so c never escapes. Let w be nearly a point
/// of a cycle of period p, λ and s the first and second derivative of the p-th iterate there, δ = 1 − |λ| and
/// ρ = δ/(2|s|). In the disc of radius ρ round w the derivative stays below 1 − δ/4 (½δ for s, ¼δ of reserve for higher
/// terms), so the iterate maps the disc into itself when |f^p(w) − w|, rounding included, is at most ρδ/4: then a cycle
/// lies in the disc, and it attracts. An orbit needs some 36/δ rounds to come to rest bit for bit; Newton's method finds the
/// cycle in five.
/// <para>
/// What is proven is a property of c, as with <see cref="InteriorShapes"/>. Cycles weaker than <see cref="SmallestMargin"/>
/// prove nothing here: rounding of λ stays far below it.
/// </para>
/// </remarks>
public static class AttractingCycle
{
    /// <summary>The smallest δ = 1 − |λ| that counts.</summary>
    public const double SmallestMargin = 1e-4;

    /// <summary>A return to within this distance (squared) makes a period worth trying.</summary>
    private const double NearReturn = 2.5e-3;

    /// <summary>More than one step's rounding of z² + c for |z| ≤ 4.</summary>
    private const double StepRounding = 4e-15;

    private const int NewtonSteps = 10;

    /// <summary>Looks for a cycle near an orbit.</summary>
    /// <param name="x">Real part of a late point of c's orbit.</param>
    /// <param name="y">Imaginary part of it.</param>
    /// <param name="budget">Steps that may be spent; the longest period found is a fraction of it.</param>
    /// <returns>True only if c is inside; false says nothing.</returns>
    public static bool Attracts(double cRe, double cIm, double x, double y, int budget)
    {
        double u = x, v = y, nearest = NearReturn;
        for (int period = 1; period <= budget; period++, budget--)
        {
            var t = Math.FusedMultiplyAdd(-v, v, cRe);
            v = Math.FusedMultiplyAdd(u + u, v, cIm);
            u = Math.FusedMultiplyAdd(u, u, t);
            var distance = (u - x) * (u - x) + (v - y) * (v - y);
            if (!(distance < nearest)) continue;
            nearest = distance;
            if (IsAttracting(cRe, cIm, x, y, period, ref budget)) return true;
        }

        return false;
    }

    /// <summary>Newton's method for a cycle of one period; every step also tries the proof.</summary>
    private static bool IsAttracting(double cRe, double cIm, double x, double y, int period, ref int budget)
    {
        for (var attempt = 0; attempt < NewtonSteps && budget > 0; attempt++)
        {
            // One round costs about three plain steps a step.
            budget -= 3 * period;
            if (!TryGoRound(cRe, cIm, x, y, period, out var round)) return false;
            var margin = 1 - Math.Sqrt(round.DRe * round.DRe + round.DIm * round.DIm);
            double gapRe = round.Re - x, gapIm = round.Im - y;
            var gap = Math.Sqrt(gapRe * gapRe + gapIm * gapIm);
            if (margin >= SmallestMargin && (gap + round.Error) * 8 * round.Curvature <= margin * margin) return true;
            // w ← w − (f^p(w) − w)/(λ − 1)
            double slopeRe = round.DRe - 1, slopeIm = round.DIm;
            var scale = slopeRe * slopeRe + slopeIm * slopeIm;
            if (!(scale > 1e-20)) return false;
            var stepRe = (gapRe * slopeRe + gapIm * slopeIm) / scale;
            var stepIm = (gapIm * slopeRe - gapRe * slopeIm) / scale;
            // Once it stands still on a cycle that repels, it stays there.
            if (margin < 0 && stepRe * stepRe + stepIm * stepIm < 1e-20) return false;
            x -= stepRe;
            y -= stepIm;
        }

        return false;
    }

    /// <summary>Follows z, its first two derivatives by the starting point and a bound of its rounding once round.</summary>
    private static bool TryGoRound(double cRe, double cIm, double x, double y, int period, out Round round)
    {
        double dRe = 1, dIm = 0, sRe = 0, sIm = 0, error = 0;
        for (var i = 0; i < period; i++)
        {
            var modulus = Math.Sqrt(x * x + y * y);
            // s' = 2(d² + z·s)
            var (ddRe, ddIm) = (dRe * dRe - dIm * dIm, 2 * dRe * dIm);
            (sRe, sIm) = (2 * (ddRe + x * sRe - y * sIm), 2 * (ddIm + x * sIm + y * sRe));
            (dRe, dIm) = (2 * (x * dRe - y * dIm), 2 * (x * dIm + y * dRe));
            error = (2 * modulus + error) * error + StepRounding;
            var t = Math.FusedMultiplyAdd(-y, y, cRe);
            y = Math.FusedMultiplyAdd(x + x, y, cIm);
            x = Math.FusedMultiplyAdd(x, x, t);
            if (!(modulus <= 4)) break;
        }

        round = new Round(x, y, dRe, dIm, Math.Max(1, Math.Sqrt(sRe * sRe + sIm * sIm)), error);
        return x * x + y * y <= 16 && double.IsFinite(round.Curvature) && double.IsFinite(dRe * dRe + dIm * dIm);
    }

    /// <param name="Curvature">Modulus of the second derivative, at least 1.</param>
    /// <param name="Error">Bound of what rounding did to z.</param>
    private readonly record struct Round(double Re, double Im, double DRe, double DIm, double Curvature, double Error);
}
