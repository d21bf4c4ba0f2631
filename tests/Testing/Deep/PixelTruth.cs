using MandelActors.Fractals.Deep;

namespace MandelActors.Testing.Deep;

/// <summary>What brute force says of one pixel, and how far it may be relied on.</summary>
/// <param name="Column">0 on the left.</param>
/// <param name="Row">In image order.</param>
/// <param name="Nu">The count; NaN inside.</param>
/// <param name="Movement">By how much the count moves when the pixel is shifted by a millionth of its size, to the right or
/// downwards, the larger of both; infinite where the shift leads from inside to outside or back.</param>
public readonly record struct PixelTruth(int Column, int Row, double Nu, double Movement)
{
    /// <summary>How far a pixel is shifted, in pixels.</summary>
    public const double Shift = 1e-6;

    /// <summary>The largest movement of a pixel that a renderer has to get right; the truth files know no other.</summary>
    public const double LargestMovement = 0.001;

    public bool IsWellConditioned => Movement <= LargestMovement;

    /// <param name="truth">The view's brute force.</param>
    /// <param name="column">0 on the left.</param>
    /// <param name="row">In image order.</param>
    /// <param name="offsetX">Shift of the sample itself to the right, in pixels.</param>
    /// <param name="offsetY">Shift of the sample itself downwards, in pixels.</param>
    public static PixelTruth Of(PreciseEscapeTime truth, int column, int row, double offsetX = 0, double offsetY = 0)
    {
        double nu = truth.Count(column + offsetX, row + offsetY);
        double movement = Math.Max(
            Apart(nu, truth.Count(column + offsetX + Shift, row + offsetY)),
            Apart(nu, truth.Count(column + offsetX, row + offsetY + Shift)));
        return new PixelTruth(column, row, nu, movement);
    }

    /// <summary>How far two counts lie apart: 0 for two points inside, infinitely far for one inside and one outside.</summary>
    public static double Apart(double left, double right) =>
        double.IsNaN(left) != double.IsNaN(right) ? double.PositiveInfinity
        : double.IsNaN(left) ? 0
        : Math.Abs(left - right);
}
