using System.Diagnostics;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>Fields of views beyond double precision: gets the reference, makes the view ready, computes the pixels.</summary>
internal sealed class DeepRenderer(CpuDeviceOptions options, ReferenceLibrary library)
{
    /// <summary>The longest reference that a limit of <c>auto</c> asks for; nearly all close or escape far earlier.</summary>
    private const long LongestAutoReference = 1 << 23;

    private const double RadiusToleranceLog10 = 1e-6;

    private readonly Lazy<PerturbedField> _field = new(() => new PerturbedField(options));

    /// <inheritdoc cref="IDevice.Render(EscapeTask, Span{double}, CancellationToken)"/>
    /// <param name="loan">What <see cref="LoanFor"/> gave for the task.</param>
    public EscapeStatistics Render(EscapeTask task, ReferenceLoan loan, Span<double> field, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var perturbed = new PerturbedView(loan.Table, task.View, task.Rule, task.OffsetX, task.OffsetY, options.AlwaysBands, task.WithDistance);
        var statistics = _field.Value.Render(perturbed, task.Limit, field, cancellationToken);
        var tallies = _field.Value.Tallies.ToArray();
        var (jumps, steps, slots) = (tallies.Sum(tally => tally.Jumps), tallies.Sum(tally => tally.Steps), tallies.Sum(tally => tally.Slots));
        var reference = loan.Table.Reference;
        return statistics with
        {
            Deep = new DeepStatistics(
                loan.ReferenceTime.TotalSeconds,
                loan.TableTime.TotalSeconds,
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                reference.Last,
                reference.IsPeriodic ? reference.Last : 0,
                reference.PrecisionBits,
                loan.FromCache,
                jumps,
                steps,
                0,
                slots > 0 ? (double)(jumps + steps) / slots : 1),
        };
    }

    /// <summary>The reference that serves a task, with its table.</summary>
    public ReferenceLoan LoanFor(EscapeTask task, CancellationToken cancellationToken)
    {
        var view = task.View;
        PixelGrid.RequireValid(view, task.OffsetX, task.OffsetY);
        ReferenceBuilder.RequireReach(view);
        var site = task.Site is { } given && Serves(given, view) ? given : new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius);
        var longest = task.Limit.IsAuto ? LongestAutoReference : task.Limit.Value;
        return library.Get(site, longest, Math.Min(options.Tolerance, MipTable.ToleranceFor(task.Rule)), options.LeafLevel, options.EffectiveThreads, task.Progress, cancellationToken);
    }

    /// <summary>A site's radius may exceed a view's by a trifle: radii between keys are rounded.</summary>
    private static bool Serves(ReferenceSite site, View view) =>
        site.Radius <= view.Radius || site.Radius.Log10() <= view.Radius.Log10() + RadiusToleranceLog10;
}
