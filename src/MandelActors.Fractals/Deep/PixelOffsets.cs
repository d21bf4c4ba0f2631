using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>The samples of a view as seen from a reference: what each column and row is away from the reference's C.</summary>
/// <remarks>
/// A number here times 2^<see cref="Exponent"/> is an offset in the plane. Views down to a radius of about 10⁻¹⁴¹ have exponent 0;
/// below, the exponent is the radius's own, so that offsets are near 1 at any depth. An offset is within 2⁻⁵² of the largest one.
/// </remarks>
public sealed class PixelOffsets
{
    /// <summary>Radii from 2 to this power on need no exponent: the squares of offsets of a pixel's size are normal doubles.</summary>
    public const int SmallestPlainExponent = -470;

    private PixelOffsets(double[] columns, double[] rows, double pitch, long exponent)
    {
        Columns = columns;
        Rows = rows;
        Pitch = pitch;
        Exponent = exponent;
        Largest = new FloatExp(Math.Sqrt(Square(columns) + Square(rows)), exponent);

        static double Square(double[] axis) => Math.Max(axis[0] * axis[0], axis[^1] * axis[^1]);
    }

    /// <summary>Real part of every column, from left to right.</summary>
    public double[] Columns { get; }

    /// <summary>Imaginary part of every row, in image order.</summary>
    public double[] Rows { get; }

    /// <summary>The smaller distance of neighbouring samples along an axis.</summary>
    public double Pitch { get; }

    public long Exponent { get; }

    /// <summary>The modulus of the farthest sample.</summary>
    public FloatExp Largest { get; }

    /// <summary>Whether offsets are numbers of the plane as they stand.</summary>
    public bool ArePlain => Exponent == 0;

    /// <param name="view">The samples.</param>
    /// <param name="reference">Where they are seen from.</param>
    /// <param name="offsetX">Shift to the right, in pixels, −½ … ½.</param>
    /// <param name="offsetY">Shift downwards in the image, in pixels, −½ … ½.</param>
    /// <param name="withExponent">Whether to give offsets an exponent even where they need none, for comparison.</param>
    public static PixelOffsets Of(View view, ReferenceOrbit reference, double offsetX = 0, double offsetY = 0, bool withExponent = false)
    {
        PixelGrid.RequireValid(view, offsetX, offsetY);
        var radius = FloatExp.Of(view.Radius);
        var exponent = radius.Exponent >= SmallestPlainExponent && !withExponent ? 0 : radius.Exponent;
        var scaled = radius.Scaled(-exponent).ToDouble();
        // The centres are subtracted exactly; what is left has 53 good bits.
        var centreRe = FloatExp.Of(view.CentreRe - reference.Site.Re) - reference.Shift.RealPart;
        var centreIm = FloatExp.Of(view.CentreIm - reference.Site.Im) - reference.Shift.ImaginaryPart;
        var perRow = scaled / (view.Sampling == Sampling.Centre ? view.Height : Math.Max(1, view.Height - 1));
        var perColumn = view.Sampling == Sampling.Centre
            ? perRow
            : scaled * view.Width / ((double)view.Height * Math.Max(1, view.Width - 1));
        return new PixelOffsets(
            Axis(centreRe.Scaled(-exponent).ToDouble(), perColumn, view.Width, view.Sampling, offsetX),
            Axis(centreIm.Scaled(-exponent).ToDouble(), view.Rows == RowOrder.Down ? -perRow : perRow, view.Height, view.Sampling, offsetY),
            2 * Math.Min(perColumn, perRow),
            exponent);
    }

    // Steps are counted in half pitches from the middle, as PixelGrid does.
    private static double[] Axis(double centre, double halfPitch, int count, Sampling sampling, double offset)
    {
        var first = sampling == Sampling.Centre ? 1 - (double)count : 1 - Math.Max(2.0, count);
        var offsets = new double[count];
        for (var i = 0; i < count; i++) offsets[i] = Math.FusedMultiplyAdd(halfPitch, first + 2.0 * i + 2 * offset, centre);
        return offsets;
    }
}
