using MandelActors.Imaging.Film;

namespace MandelActors.Imaging.Apng;

/// <summary>How long a frame is shown, in seconds, as the two 16-bit numbers an animated PNG has room for.</summary>
public readonly record struct FrameDelay(ushort Numerator, ushort Denominator)
{
    /// <summary>One over the rate; a rate whose fraction is too long is rounded to the nearest that fits.</summary>
    public static FrameDelay Of(FrameRate rate)
    {
        double scale = Math.Min(1, ushort.MaxValue / (double)Math.Max(rate.Frames, rate.Seconds));
        return new FrameDelay((ushort)Math.Max(1, Math.Round(rate.Seconds * scale)), (ushort)Math.Max(1, Math.Round(rate.Frames * scale)));
    }
}
