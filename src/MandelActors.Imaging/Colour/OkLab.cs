namespace MandelActors.Imaging.Colour;

/// <summary>A colour in OKLab, where equal distances look about equally different.</summary>
/// <remarks><i>Source:</i> Björn Ottosson, "A perceptual color space for image processing", 2020.</remarks>
/// <param name="L">Lightness, 0 black … 1 white.</param>
/// <param name="A">Green (negative) to red.</param>
/// <param name="B">Blue (negative) to yellow.</param>
internal readonly record struct OkLab(double L, double A, double B)
{
    public static OkLab From(RgbValue colour)
    {
        double r = Srgb.Decode(colour.R), g = Srgb.Decode(colour.G), b = Srgb.Decode(colour.B);
        double l = Math.Cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.Cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.Cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new OkLab(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    /// <summary>The sRGB colour; a channel outside the gamut is clamped.</summary>
    public RgbValue ToRgb()
    {
        double l = Cube(L + 0.3963377774 * A + 0.2158037573 * B);
        double m = Cube(L - 0.1055613458 * A - 0.0638541728 * B);
        double s = Cube(L - 0.0894841775 * A - 1.2914855480 * B);
        return new RgbValue(
            Encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static double Cube(double value) => value * value * value;

    private static double Encode(double linear) => Srgb.Encode(Math.Clamp(linear, 0, 1));
}
