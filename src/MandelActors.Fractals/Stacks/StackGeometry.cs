using MandelActors.Numerics;

namespace MandelActors.Fractals.Stacks;

/// <summary>A stack of views of one place, each a little smaller than the one before: radius / zoom^level.</summary>
/// <param name="CentreRe">Real part of the centre, exact.</param>
/// <param name="CentreIm">Imaginary part of the centre, exact.</param>
/// <param name="Radius">Half the height of level 0, positive, exact.</param>
/// <param name="ZoomPerLevel">The radius of a level over that of the next, positive, exact.</param>
/// <param name="Levels">How many, at least 1.</param>
/// <param name="Width">Columns of every level, at least 1.</param>
/// <param name="Height">Rows of every level, at least 1.</param>
public sealed record StackGeometry(
    ExactDecimal CentreRe,
    ExactDecimal CentreIm,
    ExactDecimal Radius,
    ExactDecimal ZoomPerLevel,
    int Levels,
    int Width,
    int Height,
    Sampling Sampling = Sampling.Centre,
    RowOrder Rows = RowOrder.Down)
{
    /// <summary>Digits of a level's radius: some more than a double holds.</summary>
    private const int RadiusDigits = 20;

    /// <summary>The view of a level, its radius rounded to 20 digits.</summary>
    /// <param name="level">0 … <see cref="Levels"/> − 1.</param>
    public View ViewAt(int level)
    {
        var radius = Radius.DividedBy(ZoomPerLevel.Power(Checked(level), RadiusDigits + 2), RadiusDigits);
        return new View(CentreRe, CentreIm, radius, Width, Height, Sampling, Rows);
    }

    /// <summary>The sample points of a level as NumPy works them out in doubles, whether or not these tell them apart.</summary>
    /// <remarks>
    /// Height = 2·radius / zoom^level, width = height·(columns/rows), edges = centre ∓ half of it, samples by
    /// <see cref="LinearSpace"/>. In centre sampling the first and last sample lie half a cell within the edges. Rows
    /// are laid out upwards; downwards they are the same in reverse.
    /// </remarks>
    /// <param name="level">0 … <see cref="Levels"/> − 1.</param>
    public PixelGrid GridAt(int level)
    {
        var height = (Radius + Radius).ToDouble() / Math.Pow(ZoomPerLevel.ToDouble(), Checked(level));
        var width = height * ((double)Width / Height);
        var columns = Axis(CentreRe.ToDouble(), width, Width);
        var rows = Axis(CentreIm.ToDouble(), height, Height);
        if (Rows == RowOrder.Down) Array.Reverse(rows);
        var pitch = Math.Min(PitchOf(width, Width), PitchOf(height, Height));
        return PixelGrid.At(columns, rows, pitch);
    }

    private double[] Axis(double centre, double extent, int count)
    {
        var half = extent / 2;
        if (Sampling == Sampling.Centre) half -= half / count;
        return LinearSpace.Of(centre - half, centre + half, count);
    }

    private double PitchOf(double extent, int count) => extent / (Sampling == Sampling.Centre ? count : Math.Max(1, count - 1));

    private int Checked(int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, Levels);
        return level;
    }
}
