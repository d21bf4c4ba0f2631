using System.Diagnostics;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>Fields of views beyond double precision, on the processor: makes the view ready and computes the pixels.</summary>
internal sealed class DeepRenderer(DeviceOptions options)
{
    private readonly Lazy<PerturbedField> _field = new(() => new PerturbedField(options));

    /// <inheritdoc cref="IDevice.Render(EscapeTask, Span{double}, CancellationToken)"/>
    /// <param name="loan">What <see cref="TaskReferences"/> gave for the task.</param>
    public EscapeStatistics Render(EscapeTask task, ReferenceLoan loan, Span<double> field, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var perturbed = new PerturbedView(
            loan.Table, task.View, task.Rule, task.OffsetX, task.OffsetY, options.AlwaysBands, task.WithDistance, options.EffectiveThreads);
        var statistics = _field.Value.Render(perturbed, task.Limit, field, cancellationToken);
        var tallies = _field.Value.Tallies.ToArray();
        var (jumps, steps, slots) = (tallies.Sum(tally => tally.Jumps), tallies.Sum(tally => tally.Steps), tallies.Sum(tally => tally.Slots));
        return statistics with
        {
            Deep = DeepStatistics.Of(loan, Stopwatch.GetElapsedTime(started), jumps, steps, slots > 0 ? (double)(jumps + steps) / slots : 1),
        };
    }
}
