namespace MandelActors.Fractals;

/// <summary>When a point has escaped and what is then written down.</summary>
/// <param name="Radius">Escape radius R, at least 2; smooth counts want 256 or more.</param>
/// <param name="Count">Smooth or whole counts.</param>
/// <param name="Inclusive">True: |z| ≥ R escapes; false: |z| > R.</param>
public sealed record EscapeRule(double Radius = 256, CountKind Count = CountKind.Smooth, bool Inclusive = false)
{
    /// <summary>The bound B such that a point has escaped exactly when the rounded |z|² is greater than B.</summary>
    public double Bound => Inclusive ? Math.BitDecrement(Radius * Radius) : Radius * Radius;
}
