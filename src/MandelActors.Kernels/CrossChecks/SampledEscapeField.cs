using MandelActors.Fractals;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>A few counts of a field, as the device answered them.</summary>
/// <param name="Task">What it was asked.</param>
/// <param name="Statistics">What it said the work amounted to.</param>
public sealed record SampledEscapeField(EscapeTask Task, EscapeStatistics Statistics, IReadOnlyList<int> Pixels, double[] Values)
    : SampledField(Pixels, Values)
{
    internal override ScalarTruth Truth(ReferenceLibrary references, CancellationToken cancellationToken) =>
        Task.Grid is not null || PixelGrid.Suits(Task.View)
            ? new PlainTruth(Task, Statistics, cancellationToken)
            : new PerturbedTruth(Task, Statistics, references, cancellationToken);
}
