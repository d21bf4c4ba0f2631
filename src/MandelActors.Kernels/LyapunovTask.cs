using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Kernels;

/// <summary>One sample of every pixel of a plane of coefficients.</summary>
/// <param name="View">The ranges of A and B, the constants, the grid.</param>
/// <param name="Sequence">The order in which the coefficients take turns.</param>
/// <param name="Rule">How long orbits are followed and what is averaged.</param>
/// <param name="OffsetX">Shift of every sample to the right, in pixels, −½ … ½; 0 is the pixel's own sample point.</param>
/// <param name="OffsetY">Shift of every sample downwards in the image, in pixels.</param>
public sealed record LyapunovTask(LyapunovView View, LyapunovSequence Sequence, LyapunovRule Rule, double OffsetX = 0, double OffsetY = 0)
{
    /// <summary>Numbers in the field: one per pixel.</summary>
    public int FieldLength => checked(View.Width * View.Height);

    /// <summary>Checks what every device relies on.</summary>
    /// <param name="fieldLength">Numbers that the caller has room for.</param>
    /// <exception cref="ArgumentException">As <see cref="RequireValid()"/>, or the field has another size.</exception>
    public void RequireValid(int fieldLength)
    {
        RequireValid();
        if (fieldLength != FieldLength)
            throw new ArgumentException($"The field holds {fieldLength} numbers, the task asks for {FieldLength} of {View.Width} × {View.Height} pixels.", nameof(fieldLength));
    }

    /// <summary>Checks what every device relies on but the size of the field.</summary>
    /// <exception cref="ArgumentException">The view has no pixels or a coefficient that is no finite number, the rule leaves nothing to average, a
    /// letter has no coefficient, or a shift is out of range.</exception>
    public void RequireValid()
    {
        View.RequireValid();
        LyapunovExponent.RequireValid(Sequence, 2 + View.Constants.Count, Rule);
        if (!(Math.Abs(OffsetX) <= 0.5 && Math.Abs(OffsetY) <= 0.5))
            throw new ArgumentException("A shift within the pixel is −½ to ½.");
    }
}
