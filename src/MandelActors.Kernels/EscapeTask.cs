using MandelActors.Fractals;
using MandelActors.Fractals.Deep;

namespace MandelActors.Kernels;

/// <summary>One sample of every pixel of a view.</summary>
/// <param name="View">The rectangle and its grid.</param>
/// <param name="Rule">Escape radius and kind of count.</param>
/// <param name="Limit">Iteration limit, fixed or auto.</param>
/// <param name="OffsetX">Shift of every sample to the right, in pixels, −½ … ½; 0 is the pixel's own sample point.</param>
/// <param name="OffsetY">Shift of every sample downwards in the image, in pixels.</param>
/// <param name="Site">Where the reference is taken, for views that need one: a place of at most the view's radius. Null: the view's own centre.</param>
public sealed record EscapeTask(View View, EscapeRule Rule, IterationLimit Limit, double OffsetX = 0, double OffsetY = 0, ReferenceSite? Site = null)
{
    /// <summary>Hears of a reference that takes long; no part of what the task is.</summary>
    public IProgress<ReferenceProgress>? Progress { get; init; }

    /// <summary>Whether a second field follows the counts: distances from the set, in pixels (<see cref="DistanceEstimate"/>). The escape radius must then be at least <see cref="DistanceEstimate.LeastRadius"/>.</summary>
    public bool WithDistance { get; init; }

    /// <summary>Sample points to be taken instead of the view's own, in plain double precision whatever its depth. The field is then the grid's size, and the view is not looked at.</summary>
    /// <remarks>A part of a view's grid gives the values that the view has there, and costs no more than its own pixels. There is no shift and no reference.</remarks>
    public PixelGrid? Grid { get; init; }

    /// <summary>Columns of the field.</summary>
    public int Width => Grid?.Columns.Length ?? View.Width;

    /// <summary>Rows of the field.</summary>
    public int Height => Grid?.Rows.Length ?? View.Height;

    /// <summary>Numbers in the field: one per pixel, or two.</summary>
    public int FieldLength => checked((WithDistance ? 2 : 1) * Width * Height);

    /// <summary>Checks what every device relies on.</summary>
    /// <param name="fieldLength">Numbers that the caller has room for.</param>
    /// <exception cref="ArgumentException">The rule or the limit is out of range, the field has another size, or given sample points are shifted.</exception>
    public void RequireValid(int fieldLength)
    {
        EscapeTime.RequireValid(Rule, Limit.Value);
        if (WithDistance) DistanceEstimate.RequireValid(Rule);
        if (fieldLength != FieldLength)
            throw new ArgumentException($"The field holds {fieldLength} numbers, the task asks for {FieldLength} of {Width} × {Height} pixels.", nameof(fieldLength));
        if (Grid is not null && (OffsetX != 0 || OffsetY != 0 || Site is not null))
            throw new ArgumentException("Given sample points are neither shifted nor seen from a reference.");
    }
}
