using MandelActors.Fractals.Stacks;
using MandelActors.Numerics;
using MandelActors.Testing;

namespace MandelActors.Fractals.Tests.Stacks;

public sealed class StackGeometryTests
{
    private static readonly StackGeometry Notebook = StackPlaces.Notebook;

    [SkippableTheory]
    [InlineData(512, 512, "1.00025", 120_000, 997)]
    [InlineData(37, 512, "1.00025", 120_000, 9_973)]
    [InlineData(640, 1, "1.00025", 120_000, 9_973)]
    [InlineData(1, 2, "1.03", 10_000, 331)]
    [InlineData(96, 54, "0.99", 1_000, 97)]
    public void Samples_in_plain_double_are_NumPys_bit_for_bit(int width, int height, string zoom, int levels, int step)
    {
        Skip.If(Lacking.Numpy is not null, Lacking.Numpy);
        var stack = Notebook with { Width = width, Height = height, ZoomPerLevel = ExactDecimal.Parse(zoom), Levels = levels };
        int[] some = [.. Enumerable.Range(0, (levels - 1) / step + 1).Select(i => i * step), levels - 1];
        var samples = new NumpyLevels(stack).Samples(some);
        for (var i = 0; i < some.Length; i++)
        {
            var grid = stack.GridAt(some[i]);
            grid.Columns.ShouldBe(samples[i].Columns, $"columns of level {some[i]}");
            grid.Rows.ShouldBe(samples[i].Rows, $"rows of level {some[i]}");
        }
    }

    [Fact]
    public void Rows_downwards_are_those_upwards_in_reverse()
    {
        var upwards = Notebook.GridAt(70_000);
        var downwards = (Notebook with { Rows = RowOrder.Down }).GridAt(70_000);
        downwards.Rows.Reverse().ShouldBe(upwards.Rows);
        downwards.Columns.ShouldBe(upwards.Columns);
    }

    [Theory]
    [InlineData(Sampling.Centre, RowOrder.Down)]
    [InlineData(Sampling.Centre, RowOrder.Up)]
    [InlineData(Sampling.Corner, RowOrder.Down)]
    [InlineData(Sampling.Corner, RowOrder.Up)]
    public void Samples_in_plain_double_are_the_views_up_to_rounding(Sampling sampling, RowOrder rows)
    {
        var stack = Notebook with { Width = 96, Height = 54, Sampling = sampling, Rows = rows };
        foreach (var level in (int[])[0, 1, 3_000, 60_000])
        {
            var plain = stack.GridAt(level);
            var exact = PixelGrid.Of(stack.ViewAt(level));
            // As a double, the zoom of a level is off by up to 2⁻⁵³, that of n levels by n times as much.
            var relative = (level + 10) * Math.ScaleB(1, -53);
            var tolerance = 2e-15 + 2 * stack.ViewAt(level).Radius.ToDouble() * relative;
            for (var i = 0; i < plain.Columns.Length; i++) plain.Columns[i].ShouldBe(exact.Columns[i], tolerance);
            for (var i = 0; i < plain.Rows.Length; i++) plain.Rows[i].ShouldBe(exact.Rows[i], tolerance);
            plain.Pitch.ShouldBe(exact.Pitch, exact.Pitch * relative);
        }
    }

    [Theory]
    [InlineData(0, "1.5")]
    [InlineData(1, "1.4996250937265683579")]
    [InlineData(119_999, "1.4092683385818774684e-13")]
    public void The_radius_of_a_level_is_right_to_19_digits(int level, string radius)
    {
        var apart = Notebook.ViewAt(level).Radius - ExactDecimal.Parse(radius);
        Math.Abs(apart.ToDouble()).ShouldBeLessThanOrEqualTo(1e-19 * double.Parse(radius, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Samples_too_close_for_doubles_are_laid_out_all_the_same()
    {
        // 1.03^10,000 is 10¹²⁸: all samples coincide.
        var grid = (Notebook with { ZoomPerLevel = ExactDecimal.Parse("1.03") }).GridAt(10_000);
        grid.Columns.Distinct().ShouldBe([-0.743645857047151]);
        grid.Rows.Distinct().ShouldBe([0.13182592380533]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(120_000)]
    public void A_level_that_is_not_there_is_refused(int level)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Notebook.ViewAt(level));
        Should.Throw<ArgumentOutOfRangeException>(() => Notebook.GridAt(level));
    }
}
