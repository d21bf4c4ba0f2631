namespace MandelActors.Fractals.Stacks;

/// <summary>Evenly spaced doubles from a start to a stop, both included, with the roundings of NumPy's <c>linspace</c>.</summary>
/// <remarks>
/// start + i·step with step = (stop − start)/(n − 1), each operation rounded; the last is the stop itself. A single one is
/// the start. Where the step is too small for a double, i/(n − 1)·(stop − start) takes its place, as there.
/// </remarks>
public static class LinearSpace
{
    /// <param name="count">At least 1.</param>
    public static double[] Of(double start, double stop, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var values = new double[count];
        var distance = stop - start;
        double intervals = count - 1;
        var step = distance / intervals;
        for (var i = 0; i < count - 1; i++) values[i] = (step != 0 ? i * step : i / intervals * distance) + start;
        values[^1] = count == 1 ? start : stop;
        return values;
    }
}
