namespace MandelActors.Fractals;

/// <summary>The two largest parts of the set that have a formula: the main cardioid and the disc of period 2.</summary>
/// <remarks>
/// With q = (x − ¼)² + y²: c lies in the cardioid when q(q + x − ¼) ≤ y²/4, in the disc when (x + 1)² + y² ≤ 1/16.
/// Both tests give way by more than their own rounding error can amount to, so a point said to be inside is inside; a
/// point on the edge is merely iterated.
/// </remarks>
public static class InteriorShapes
{
    /// <summary>The rectangle that holds both shapes: outside it the test need not be asked.</summary>
    public const double LeftEdge = -1.25, RightEdge = 0.375, TopEdge = 0.6496;

    /// <summary>Room for rounding: the cardioid's two sides are each off by less than 2·10⁻¹⁵ q, the disc's by less than 10⁻¹⁵.</summary>
    public const double Margin = 4e-15;

    /// <summary>Whether c = x + iy surely lies in one of the two.</summary>
    public static bool Contain(double x, double y)
    {
        var ySquared = y * y;
        var shifted = x - 0.25;
        var q = shifted * shifted + ySquared;
        if (q * (q + shifted) + Margin * q <= 0.25 * ySquared) return true;
        var fromDisc = x + 1;
        return fromDisc * fromDisc + ySquared <= 0.0625 - Margin;
    }
}
