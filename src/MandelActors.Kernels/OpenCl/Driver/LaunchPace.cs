namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>How much work a launch of one kernel may be given so that it ends soon, learnt from the launches before.</summary>
/// <remarks>
/// Long launches freeze desktops, are killed by watchdogs, and delay a cancellation. What a launch will cost is not known, for pixels end when they like;
/// but the most it can cost is, and how fast the device is at its best. A launch is cut so that the most it can cost takes the time aimed at, as long as
/// the items that keep the device busy at all leave that choice.
/// </remarks>
/// <param name="firstRate">Work in a second to begin with: well below what any device does.</param>
internal sealed class LaunchPace(double firstRate)
{
    /// <summary>Seconds aimed at.</summary>
    public const double Aim = 0.1;

    /// <summary>A launch that took longer shows that the device is slower than thought.</summary>
    private const double Longest = 0.15;

    /// <summary>From one launch to the next the rate is at most so many times as high: one measurement may be wrong.</summary>
    private const double LargestRise = 8;

    /// <summary>Work in a second.</summary>
    public double Rate { get; private set; } = firstRate;

    /// <summary>Items that the next launch may have.</summary>
    /// <param name="left">Items still to be launched.</param>
    /// <param name="most">The most work an item can be.</param>
    /// <param name="least">Fewer than this leave a part of the device idle, whatever they take.</param>
    public long Items(long left, double most, long least) => Math.Min(left, Math.Max(least, (long)Math.Min(left, Rate * Aim / most)));

    /// <summary>Says what a launch came to.</summary>
    /// <param name="work">What it did.</param>
    /// <param name="seconds">How long it took.</param>
    public void Took(double work, double seconds)
    {
        if (seconds > Longest) Rate = Math.Max(1, Math.Min(Rate / 2, work / seconds));
        else if (seconds > 0) Rate = Math.Clamp(work / seconds, Rate, Rate * LargestRise);
    }
}
