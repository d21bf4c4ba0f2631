using MandelActors.Fractals;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels.Deep;

/// <summary>Finds the reference that serves a task, the same one whichever device asks.</summary>
internal sealed class TaskReferences(DeviceOptions options, ReferenceLibrary library)
{
    /// <summary>The longest reference that a limit of <c>auto</c> asks for; nearly all close or escape far earlier.</summary>
    private const long LongestAutoReference = 1 << 23;

    private const double RadiusToleranceLog10 = 1e-6;

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
