namespace MandelActors.Kernels.CrossChecks;

/// <summary>What a pixel is by the scalar truth.</summary>
/// <param name="Value">Its count or exponent; NaN where it does not escape within what was asked.</param>
/// <param name="Distance">Its distance from the set, where that was asked for.</param>
internal readonly record struct TruePixel(double Value, double Distance = double.NaN)
{
    public static TruePixel Inside { get; } = new(double.NaN);
}
