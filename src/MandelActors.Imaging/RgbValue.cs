namespace MandelActors.Imaging;

/// <summary>A colour before rounding: sRGB-encoded channels, 0 … 1.</summary>
public readonly record struct RgbValue(double R, double G, double B)
{
    public static RgbValue From(Rgb colour) => new(colour.R / 255.0, colour.G / 255.0, colour.B / 255.0);

    /// <summary>The point a share <paramref name="t"/> (0 … 1) of the way from <paramref name="a"/> to <paramref name="b"/>.</summary>
    public static RgbValue Between(RgbValue a, RgbValue b, double t) =>
        new(a.R + (b.R - a.R) * t, a.G + (b.G - a.G) * t, a.B + (b.B - a.B) * t);

    /// <summary>The nearest colour of 8 bits a channel; channels outside 0 … 1 are clamped.</summary>
    public Rgb Round() => new((byte)Level(R, 255), (byte)Level(G, 255), (byte)Level(B, 255));

    internal static int Level(double channel, int top) => (int)(Math.Clamp(channel, 0, 1) * top + 0.5);
}
