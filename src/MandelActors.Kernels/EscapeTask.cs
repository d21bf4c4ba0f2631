using MandelActors.Fractals;

namespace MandelActors.Kernels;

/// <summary>One sample of every pixel of a view.</summary>
/// <param name="View">The rectangle and its grid.</param>
/// <param name="Rule">Escape radius and kind of count.</param>
/// <param name="Limit">Iteration limit, fixed or auto.</param>
/// <param name="OffsetX">Shift of every sample to the right, in pixels, −½ … ½; 0 is the pixel's own sample point.</param>
/// <param name="OffsetY">Shift of every sample downwards in the image, in pixels.</param>
public sealed record EscapeTask(View View, EscapeRule Rule, IterationLimit Limit, double OffsetX = 0, double OffsetY = 0);
