using MandelActors.Numerics;

namespace MandelActors.Imaging.Colour;

/// <summary><c>distance</c>: index = ⌊entries · frac(log₂(1 + d) / period + offset)⌋.</summary>
/// <remarks>
/// The set's edge and all that lies within a fraction of a pixel of it have the colour at the offset: what is too fine for a picture turns to that
/// colour, not to noise. Farther out colours move by 1/period of a turn for every doubling of d, as they do when a zoom goes twice as near.
/// </remarks>
/// <param name="entries">Entries of one turn, a power of two.</param>
/// <param name="period">Doublings a turn.</param>
/// <param name="offset">Turns.</param>
public sealed class DistanceIndex(int entries, double period, double offset) : IndexMap
{
    /// <summary>Farther than any picture shows.</summary>
    private const double Farthest = 1e30;

    /// <summary>What the logarithms go through.</summary>
    public CycleIndex Cycle { get; } = new(entries, period, offset);

    /// <param name="counts">Distances in pixels; NaN is interior, infinity is far away.</param>
    /// <inheritdoc/>
    public override void Map(ReadOnlySpan<double> counts, Span<int> indices)
    {
        double[] logarithms = System.Buffers.ArrayPool<double>.Shared.Rent(counts.Length);
        for (int i = 0; i < counts.Length; i++)
            logarithms[i] = double.IsNaN(counts[i]) ? counts[i] : BinaryLogarithm.Of(1 + Math.Min(counts[i], Farthest));
        Cycle.Map(logarithms.AsSpan(0, counts.Length), indices);
        System.Buffers.ArrayPool<double>.Shared.Return(logarithms);
    }
}
