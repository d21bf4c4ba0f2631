namespace MandelActors.Kernels.CrossChecks;

/// <summary>Computes pixels of one field once more, one at a time, by the scalar code that the devices' kernels are twins of.</summary>
internal abstract class ScalarTruth
{
    /// <summary>Points right around a pixel's own: within what another way to round may move it.</summary>
    public const int Tremors = 4;

    /// <summary>A tremor in pixels: doubles place a sample to within 2⁻²⁰ of a pixel, a reference to within 2⁻³³.</summary>
    protected const double TremorPixels = 1.0 / (1 << 16);

    /// <summary>A tremor in units of a coordinate's last place: what the roundings of an orbit amount to at its beginning.</summary>
    protected const int TremorUlps = 4;

    /// <summary>Values of a pixel may differ by this much.</summary>
    public abstract double Tolerance { get; }

    /// <summary>The truth of a pixel.</summary>
    /// <param name="pixel">Its number, row by row.</param>
    /// <param name="tremor">0 for its own point, 1 … <see cref="Tremors"/> for one right beside it.</param>
    /// <param name="claimed">What the device says: where that is a count, nothing needs to be followed further.</param>
    /// <param name="most">Steps that may be spent to show that a pixel does not escape.</param>
    /// <param name="steps">Steps that were spent.</param>
    /// <returns>Null where that many steps do not decide.</returns>
    public abstract TruePixel? At(int pixel, int tremor, double claimed, long most, out long steps);

    /// <summary>The truth of a pixel's own point by another sound way, which rounds differently; null where there is none, or it does not decide.</summary>
    /// <inheritdoc cref="At" path="/param"/>
    public virtual TruePixel? Otherwise(int pixel, double claimed, long most) => null;

    /// <summary>How far apart two values are: 0 for two NaN or two equal infinities, infinite where only one is NaN.</summary>
    public static double Gap(double one, double other)
    {
        if (one == other || (double.IsNaN(one) && double.IsNaN(other))) return 0;
        var gap = Math.Abs(one - other);
        return double.IsNaN(gap) ? double.PositiveInfinity : gap;
    }

    /// <summary>Which way a tremor moves a point: −1, 0 or 1 along each axis.</summary>
    protected static (int X, int Y) DirectionOf(int tremor) => tremor switch
    {
        0 => (0, 0),
        1 => (1, 1),
        2 => (1, -1),
        3 => (-1, 1),
        _ => (-1, -1),
    };

    protected static double Ulps(double coordinate) => TremorUlps * (Math.BitIncrement(Math.Abs(coordinate)) - Math.Abs(coordinate));
}
