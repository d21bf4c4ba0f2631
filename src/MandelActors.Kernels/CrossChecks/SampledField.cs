namespace MandelActors.Kernels.CrossChecks;

/// <summary>A few pixels of a field, as the device answered them.</summary>
/// <param name="Pixels">Their numbers, row by row, in rising order.</param>
/// <param name="Values">One a pixel; where distances were asked for, those follow in the same order.</param>
public abstract record SampledField(IReadOnlyList<int> Pixels, double[] Values)
{
    /// <summary>What they should be.</summary>
    /// <param name="references">Where references come from.</param>
    /// <param name="cancellationToken">Ends long computations.</param>
    internal abstract ScalarTruth Truth(ReferenceLibrary references, CancellationToken cancellationToken);
}
