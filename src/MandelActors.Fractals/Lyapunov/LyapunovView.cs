namespace MandelActors.Fractals.Lyapunov;

/// <summary>A plane of coefficients and the grid of pixels that samples it: A runs from left to right, B from the bottom to the top.</summary>
/// <param name="Width">Columns, at least 1.</param>
/// <param name="Height">Rows, at least 1.</param>
/// <param name="LeftA">A of the first column.</param>
/// <param name="RightA">A of the last column.</param>
/// <param name="BottomB">B of the last row.</param>
/// <param name="TopB">B of the first row.</param>
/// <remarks>
/// Both ends are sampled. With no shift the coordinates are those of NumPy's <c>linspace</c> to the last bit: start + i·step with
/// step = (stop − start)/(n − 1), the last one stop itself, a single one start.
/// </remarks>
public sealed record LyapunovView(int Width, int Height, double LeftA = 2, double RightA = 4, double BottomB = 2, double TopB = 4)
{
    /// <summary>The coefficients of C, D, …, the same in every pixel.</summary>
    public IReadOnlyList<double> Constants { get; init; } = [];

    /// <summary>A of every column, from left to right.</summary>
    /// <param name="offset">Shift to the right, in pixels, −½ … ½. No sample leaves the range of the view; a single column is as wide as that range.</param>
    public double[] Columns(double offset = 0) => Samples(LeftA, RightA, Width, offset);

    /// <summary>B of every row, in image order.</summary>
    /// <param name="offset">Shift downwards in the image, as for <see cref="Columns"/>.</param>
    public double[] Rows(double offset = 0) => Samples(TopB, BottomB, Height, offset);

    /// <summary>Checks what every twin relies on.</summary>
    /// <exception cref="ArgumentException">There are no pixels, or a coefficient is no finite number.</exception>
    public void RequireValid()
    {
        if (Width < 1 || Height < 1) throw new ArgumentException("A view needs at least one pixel.");
        foreach (var coefficient in (IEnumerable<double>)[LeftA, RightA, BottomB, TopB, RightA - LeftA, TopB - BottomB, .. Constants])
            if (!double.IsFinite(coefficient))
                throw new ArgumentException($"Coefficients and their ranges are finite numbers, not {coefficient}.");
    }

    private static double[] Samples(double start, double stop, int count, double offset)
    {
        var range = stop - start;
        var step = count > 1 ? range / (count - 1) : range;
        var samples = new double[count];
        for (var i = 0; i < count; i++) samples[i] = Math.Clamp(start + (i + offset) * step, Math.Min(start, stop), Math.Max(start, stop));
        if (offset == 0 && count > 1) samples[^1] = stop;
        return samples;
    }
}
