using MandelActors.Numerics;

namespace MandelActors.Fractals;

/// <summary>The sample points of a view in double precision: one real part per column, one imaginary part per row.</summary>
/// <remarks>
/// Centre sampling: re + radius·(w/h)·(2(col+½)/w − 1), im − radius·(2(row+½)/h − 1). Corner sampling: an inclusive grid
/// from edge to edge; a single column or row is the first edge, as NumPy's linspace has it.
/// <para>
/// A coordinate is centre + pitch·k with the centre and the pitch as pairs of doubles taken from the exact decimals and k
/// a small whole number (plus the shift within the pixel), so it is the true one rounded, to within 0.51 ulp.
/// </para>
/// </remarks>
public sealed class PixelGrid
{
    /// <summary>Neighbouring samples must differ by at least this many units in the last place of the largest coordinate.</summary>
    public const int SmallestPitchUlps = 4;

    /// <summary>Where samples differ by at least this many units, double precision does: a sample is within 2⁻²⁰ pixel of its place, 10⁻³ in ν where a pixel is well-conditioned.</summary>
    public const int SuitablePitchUlps = 1 << 19;

    /// <summary>Nothing closer to 0 than this escapes (the disc |c| ≤ ¼ lies inside the set), so finer units gain nothing.</summary>
    private const double SmallestMagnitude = 0.25;

    private PixelGrid(double[] columns, double[] rows, double pitch)
    {
        Columns = columns;
        Rows = rows;
        Pitch = pitch;
    }

    /// <summary>Real part of every column, from left to right.</summary>
    public double[] Columns { get; }

    /// <summary>Imaginary part of every row, in image order.</summary>
    public double[] Rows { get; }

    /// <summary>The smaller distance of neighbouring samples along an axis; of a part of a grid that of the whole.</summary>
    public double Pitch { get; }

    /// <summary>The samples where some of the rows and some of the columns meet.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A slice leaves the grid.</exception>
    public PixelGrid Part(AxisSlice rows, AxisSlice columns) => new(columns.Of(Columns), rows.Of(Rows), Pitch);

    /// <summary>Lays out the samples of a view.</summary>
    /// <param name="offsetX">Shift to the right, in pixels, −½ … ½.</param>
    /// <param name="offsetY">Shift downwards in the image, in pixels, −½ … ½.</param>
    /// <exception cref="ArgumentException">The view has no pixels, its radius is not positive or the shift is out of range.</exception>
    /// <exception cref="ViewOutOfReachException">Double precision cannot tell neighbouring samples apart well enough, or overflows.</exception>
    public static PixelGrid Of(View view, double offsetX = 0, double offsetY = 0)
    {
        RequireValid(view, offsetX, offsetY);
        var radius = DoublePair.Of(view.Radius);
        // Steps are counted in half pitches from the middle, so that k = 2i + 1 − n is whole.
        var perRow = view.Sampling == Sampling.Centre ? radius.DividedBy(view.Height) : radius.DividedBy(Math.Max(1, view.Height - 1));
        var perColumn = view.Sampling == Sampling.Centre
            ? perRow
            : radius.Times(view.Width).DividedBy((double)view.Height * Math.Max(1, view.Width - 1));
        var rightwards = Axis(DoublePair.Of(view.CentreRe), perColumn, view.Width, view.Sampling, offsetX);
        var downwards = view.Rows == RowOrder.Down ? perRow.Negated() : perRow;
        var rows = Axis(DoublePair.Of(view.CentreIm), downwards, view.Height, view.Sampling, offsetY);
        var pitch = 2 * Math.Min(perColumn.High, perRow.High);
        RequireReach(view, pitch, rightwards, rows);
        return new PixelGrid(rightwards, rows, pitch);
    }

    /// <summary>Samples that are given: nothing is asked of how far they are apart, or of their order.</summary>
    /// <param name="columns">Real part of every column, finite, at least one. Kept, not copied.</param>
    /// <param name="rows">Imaginary part of every row, finite, at least one. Kept, not copied.</param>
    /// <param name="pitch">What one pixel measures, for distances; not negative.</param>
    /// <exception cref="ArgumentException">An axis is empty or not finite, or the pitch is negative.</exception>
    public static PixelGrid At(double[] columns, double[] rows, double pitch)
    {
        if (columns.Length == 0 || rows.Length == 0 || !(columns.All(double.IsFinite) && rows.All(double.IsFinite)))
            throw new ArgumentException("A grid needs at least one column and one row, all of them finite.", nameof(columns));
        if (!(pitch >= 0)) throw new ArgumentException("A pixel measures nothing or more.", nameof(pitch));
        return new PixelGrid(columns, rows, pitch);
    }

    /// <summary>Whether double precision tells the samples of a view well apart; where not, they are seen from a reference.</summary>
    public static bool Suits(View view) => PitchUlps(view) >= SuitablePitchUlps;

    /// <summary>Whether double precision tells the samples of a view apart at all: those of which <see cref="Of"/> makes a grid.</summary>
    public static bool Resolves(View view) => PitchUlps(view) >= 2 * SmallestPitchUlps;

    private static double PitchUlps(View view)
    {
        var radius = FloatExp.Of(view.Radius).ToDouble();
        var (re, im) = (Math.Abs(FloatExp.Of(view.CentreRe).ToDouble()), Math.Abs(FloatExp.Of(view.CentreIm).ToDouble()));
        var largest = Math.Max(SmallestMagnitude, Math.Max(re + radius * view.Width / view.Height, im + radius));
        var pitch = 2 * radius / Math.Max(view.Height, view.Sampling == Sampling.Centre ? 1 : view.Width);
        return pitch / (Math.BitIncrement(largest) - largest);
    }

    /// <summary>Checks what every layout of samples relies on.</summary>
    /// <exception cref="ArgumentException">The view has no pixels, its radius is not positive or the shift is out of range.</exception>
    public static void RequireValid(View view, double offsetX, double offsetY)
    {
        if (view.Width < 1 || view.Height < 1 || view.Radius.Sign <= 0)
            throw new ArgumentException("A view needs at least one pixel and a positive radius.", nameof(view));
        if (!(Math.Abs(offsetX) <= 0.5 && Math.Abs(offsetY) <= 0.5))
            throw new ArgumentException("A shift within the pixel is −½ to ½.", nameof(offsetX));
    }

    private static double[] Axis(DoublePair centre, DoublePair halfPitch, int count, Sampling sampling, double offset)
    {
        var first = sampling == Sampling.Centre ? 1 - (double)count : 1 - Math.Max(2.0, count);
        var coordinates = new double[count];
        for (var i = 0; i < count; i++) coordinates[i] = centre.PlusProduct(halfPitch, first + 2.0 * i + 2 * offset);
        return coordinates;
    }

    private static void RequireReach(View view, double pitch, double[] columns, double[] rows)
    {
        var largest = SmallestMagnitude;
        foreach (var c in (double[])[columns[0], columns[^1], rows[0], rows[^1]])
            largest = double.IsNaN(c) ? c : Math.Max(largest, Math.Abs(c));
        if (!double.IsFinite(largest))
            throw new ViewOutOfReachException("The view reaches beyond the range of double precision.");
        var ulp = Math.BitIncrement(largest) - largest;
        if (!(pitch >= SmallestPitchUlps * ulp))
        {
            var exponent = Math.Floor(view.Radius.Log10() - Math.Log10(view.Height / 2.0));
            throw new ViewOutOfReachException(
                $"The view's pixels are about 1e{exponent} apart, but at coordinates around {largest:g3} double precision needs {SmallestPitchUlps * ulp:e1}: "
                + "a view this deep is computed beside a reference.");
        }
    }
}
