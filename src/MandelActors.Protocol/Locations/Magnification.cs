using System.Globalization;
using System.Numerics;
using MandelActors.Numerics;

namespace MandelActors.Protocol.Locations;

/// <summary>The size of a view as deep-zoom programs write it: a zoom of 1 shows imaginary parts from −2 to 2.</summary>
/// <remarks>
/// radius = 2 / zoom. <i>Source:</i> C. Heiland-Allen, Fraktaler 3 manual, "Location Parameters"; Kalles Fraktaler 2+, where the pixel
/// spacing is 2 · (2 / zoom) / height.
/// </remarks>
internal static class Magnification
{
    /// <summary>A quotient is seldom a finite decimal; the size of a view needs no more digits than this.</summary>
    private const int Digits = 20;

    /// <summary>2 / zoom, exact where it has at most 20 digits, else rounded to 20.</summary>
    /// <param name="zoom">Positive.</param>
    public static ExactDecimal RadiusOf(ExactDecimal zoom)
    {
        var length = zoom.Mantissa.ToString(CultureInfo.InvariantCulture).Length;
        var shift = length + Digits;
        var quotient = (2 * BigInteger.Pow(10, shift) + zoom.Mantissa / 2) / zoom.Mantissa;
        var surplus = quotient.ToString(CultureInfo.InvariantCulture).Length - Digits;
        var unit = BigInteger.Pow(10, surplus);
        return new ExactDecimal((quotient + unit / 2) / unit, surplus - shift - zoom.Exponent);
    }
}
