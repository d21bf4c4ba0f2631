using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Farm.Rendering;

/// <summary>Says which place's reference orbit serves which frame of a film: few places, so that frames share what is expensive.</summary>
/// <remarks>
/// A reference serves every view around its place that is not deeper than itself. Of the path's keys that a frame could use, the deepest is
/// taken, and of equally deep ones the one nearest in time, the earlier of two: a straight zoom has one place from the first frame to the
/// last, and so has a way out again. A frame that no key serves has its own centre.
/// <para>
/// Nothing but the path and the frame's view decides, least of all what happens to be computed already: a frame's bits may depend on its
/// reference, and they must be the same in whatever order and on whatever machine it is rendered.
/// </para>
/// </remarks>
/// <param name="keys">The path's keys, in the order of time.</param>
public sealed class ReferencePlan(IReadOnlyList<PathKey> keys)
{
    /// <summary>How far a place may lie from a frame's centre along either axis, in pixels of the frame.</summary>
    /// <remarks>
    /// A pixel's distance from the place is kept as a double, rounded by at most 2⁻⁵³ of it: at 2²⁰ pixels that moves a sample by 2⁻³³ of
    /// a pixel, which is far below what any picture shows.
    /// </remarks>
    public const int ReachPixels = 1 << 20;

    /// <summary>A radius between keys is rounded to 17 digits, and must not miss its key by the last of them.</summary>
    private const double RadiusToleranceLog10 = 1e-9;

    /// <summary>The place for a view of the path.</summary>
    /// <param name="view">What the frame shows.</param>
    /// <param name="position">When, as a fraction of the film.</param>
    public ReferenceSite SiteFor(View view, double position)
    {
        var best = keys
            .Where(key => Serves(key, view))
            .OrderBy(key => key.Radius)
            .ThenBy(key => Math.Abs(key.At - position))
            .ThenBy(key => key.At)
            .FirstOrDefault();
        return best is null ? new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius) : new ReferenceSite(best.Re, best.Im, best.Radius);
    }

    private static bool Serves(PathKey key, View view) =>
        key.Radius.Log10() <= view.Radius.Log10() + RadiusToleranceLog10
        && IsNear(key.Re - view.CentreRe, view)
        && IsNear(key.Im - view.CentreIm, view);

    // |distance| ≤ reach · 2 · radius / height, without a division.
    private static bool IsNear(ExactDecimal distance, View view) =>
        (distance.Sign < 0 ? -distance : distance) * new ExactDecimal(view.Height, 0) <= view.Radius * new ExactDecimal(2L * ReachPixels, 0);
}
