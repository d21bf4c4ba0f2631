namespace MandelActors.Imaging.Colour;

/// <summary>Turns counts into indices of a <see cref="ColourTable"/>. Safe to use from several threads.</summary>
public abstract class IndexMap
{
    /// <summary>Maps some numbers.</summary>
    /// <param name="counts">Counts; NaN is interior, and so are the infinities unless a map says otherwise.</param>
    /// <param name="indices">As many indices: 0 … entries − 1, or entries for the interior.</param>
    public abstract void Map(ReadOnlySpan<double> counts, Span<int> indices);
}
