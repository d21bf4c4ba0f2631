using System.Globalization;

namespace MandelActors.Imaging.Film;

/// <summary>Frames per second as a fraction in lowest terms, the way containers store it.</summary>
public readonly record struct FrameRate
{
    private FrameRate(int frames, int seconds)
    {
        Frames = frames;
        Seconds = seconds;
    }

    public int Frames { get; }

    /// <summary>The seconds those frames take.</summary>
    public int Seconds { get; }

    public double PerSecond => Frames / (double)Seconds;

    /// <summary>The fraction meant by a number of up to three decimals: 23.976, 29.97 and 59.94 are television's n·1000/1001.</summary>
    /// <param name="perSecond">0.001 … 1000.</param>
    public static FrameRate From(double perSecond)
    {
        if (!(perSecond is >= 0.001 and <= 1000)) throw new ArgumentOutOfRangeException(nameof(perSecond), perSecond, "must be 0.001 … 1000 frames per second");
        double television = Math.Round(perSecond * 1.001);
        if (perSecond != Math.Round(perSecond) && television is 24 or 30 or 48 or 60 or 120 && Math.Abs(television / 1.001 - perSecond) < 0.005)
            return new FrameRate((int)television * 1000, 1001);
        int thousandths = (int)Math.Round(perSecond * 1000), divisor = Divisor(thousandths, 1000);
        return new FrameRate(thousandths / divisor, 1000 / divisor);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Frames}/{Seconds}");

    private static int Divisor(int a, int b) => b == 0 ? a : Divisor(b, a % b);
}
