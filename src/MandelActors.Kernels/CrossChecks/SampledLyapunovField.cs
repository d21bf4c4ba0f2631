namespace MandelActors.Kernels.CrossChecks;

/// <summary>A few exponents of a field, as the device answered them.</summary>
/// <param name="Task">What it was asked.</param>
public sealed record SampledLyapunovField(LyapunovTask Task, IReadOnlyList<int> Pixels, double[] Values) : SampledField(Pixels, Values)
{
    internal override ScalarTruth Truth(ReferenceLibrary references, CancellationToken cancellationToken) => new LyapunovTruth(Task);
}
