namespace MandelActors.Fractals;

/// <summary>How far a pixel is followed before it is called inside.</summary>
/// <param name="Value">The limit, or for <c>auto</c> the limit to start from.</param>
/// <param name="IsAuto">True: the limit is doubled until fewer than one pixel in 10,000 would change.</param>
public readonly record struct IterationLimit(long Value, bool IsAuto)
{
    /// <summary>Where <c>auto</c> starts.</summary>
    public const long AutoStart = 1024;

    public static IterationLimit Auto => new(AutoStart, true);

    public static IterationLimit Fixed(long value) => new(value, false);
}
