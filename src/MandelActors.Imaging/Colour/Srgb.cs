namespace MandelActors.Imaging.Colour;

/// <summary>The transfer curve of sRGB, in doubles.</summary>
/// <remarks><i>Source:</i> IEC 61966-2-1, with the constants 0.04045 and 12.92.</remarks>
internal static class Srgb
{
    /// <summary>Linear light, 0 … 1, of an encoded channel, 0 … 1.</summary>
    public static double Decode(double encoded) =>
        encoded <= 0.04045 ? encoded / 12.92 : Math.Pow((encoded + 0.055) / 1.055, 2.4);

    /// <summary>The encoded channel, 0 … 1, of linear light, 0 … 1.</summary>
    public static double Encode(double linear) =>
        linear <= 0.04045 / 12.92 ? linear * 12.92 : 1.055 * Math.Pow(linear, 1 / 2.4) - 0.055;
}
