using System.Numerics;

using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>The sample points of a view in binary fixed point: what <see cref="PixelGrid"/> lays out, at any depth.</summary>
/// <param name="view">At least one pixel and a positive radius.</param>
/// <param name="fractionBits">Bits behind the binary point, at least 1.</param>
public sealed class PreciseGrid(View view, int fractionBits)
{
    /// <summary>The sample point of a pixel, in units of 2^−fractionBits, each part rounded to the nearest.</summary>
    /// <param name="column">0 is the leftmost column; a fraction shifts the sample to the right.</param>
    /// <param name="row">0 is the first row of the image; a fraction shifts the sample downwards in the image.</param>
    public (BigInteger Re, BigInteger Im) At(double column, double row)
    {
        var downwards = view.Rows == RowOrder.Down ? -view.Radius : view.Radius;
        var (width, height) = (view.Width, view.Height);
        if (view.Sampling == Sampling.Centre)
            return (Coordinate(view.CentreRe, view.Radius, 2 * column + 1 - width, height),
                Coordinate(view.CentreIm, downwards, 2 * row + 1 - height, height));
        var rightwards = view.Radius * Whole(width);
        return (Coordinate(view.CentreRe, rightwards, 2 * column + 1 - Math.Max(2, width), (long)height * Math.Max(1, width - 1)),
            Coordinate(view.CentreIm, downwards, 2 * row + 1 - Math.Max(2, height), Math.Max(1, height - 1)));
    }

    /// <summary>centre + reach·k/n, exact up to the one rounding at the end.</summary>
    private BigInteger Coordinate(ExactDecimal centre, ExactDecimal reach, double k, long n)
    {
        var sum = centre * Whole(n) + reach * ExactDecimal.FromDouble(k);
        var numerator = (sum.Mantissa << fractionBits) * BigInteger.Pow(10, Math.Max(0, sum.Exponent));
        var denominator = n * BigInteger.Pow(10, Math.Max(0, -sum.Exponent));
        return RoundedQuotient(numerator, denominator);
    }

    /// <summary>Halves go away from zero, so that points mirrored at the real axis stay mirrored.</summary>
    private static BigInteger RoundedQuotient(BigInteger numerator, BigInteger denominator) =>
        (2 * numerator + numerator.Sign * denominator) / (2 * denominator);

    private static ExactDecimal Whole(long value) => new(value, 0);
}
