using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Fractals.Tests.Deep;

public sealed class PreciseEscapeTimeTests
{
    private static readonly EscapeRule Whole = new(2, CountKind.Whole);

    [Theory]
    [InlineData("3", "0", false, 1)]
    [InlineData("1", "0", false, 3)]
    [InlineData("0", "1", false, 0)]
    [InlineData("-2", "0", false, 0)]
    [InlineData("-2", "0", true, 1)]
    [InlineData("2", "0", false, 2)]
    [InlineData("2", "0", true, 1)]
    [InlineData("0", "-2", true, 1)]
    [InlineData("0.5", "0", false, 5)]
    // Beyond 2 by less than any double can tell.
    [InlineData("2.000000000000000000000000000000000000000001", "0", false, 1)]
    [InlineData("-2.000000000000000000000000000000000000000001", "0", false, 1)]
    public void Small_orbits_followed_by_hand_are_counted_right(string re, string im, bool inclusive, int n) =>
        Point(re, im, Whole with { Inclusive = inclusive }, 100).ShouldBe(n == 0 ? double.NaN : n);

    [Fact]
    public void The_limit_is_the_last_index_tested()
    {
        Point("0.5", "0", Whole, 5).ShouldBe(5);
        Point("0.5", "0", Whole, 4).ShouldBe(double.NaN);
    }

    [Fact]
    public void Counts_equal_those_in_double_precision_where_double_is_precise_enough()
    {
        // Coordinates are multiples of 1/64, so both start from the same points; double loses about two bits a step.
        var view = new View(default, default, new(2, 0), 256, 256);
        var grid = PixelGrid.Of(view);
        var precise = new PreciseEscapeTime(view, new EscapeRule(), 20);
        for (var i = 0; i < 4000; i++)
        {
            var (column, row) = (i * 37 % 256, i * 101 % 256);
            var expected = EscapeTime.Count(grid.Columns[column], grid.Rows[row], new EscapeRule(), 20);
            var count = precise.Count(column, row);
            double.IsNaN(count).ShouldBe(double.IsNaN(expected));
            if (!double.IsNaN(expected)) count.ShouldBe(expected, 1e-6);
        }
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-1", "0")]
    [InlineData("0.2", "0.3")]
    [InlineData("-0.123", "0.745")]
    public void An_orbit_that_closes_is_inside_however_far_the_limit(string re, string im) =>
        Point(re, im, new EscapeRule(), 1_000_000_000_000).ShouldBe(double.NaN);

    [Fact]
    public void Points_mirrored_at_the_real_axis_have_the_same_count()
    {
        var up = new View(ExactDecimal.Parse("-2"), ExactDecimal.Parse("1e-40"), ExactDecimal.Parse("1e-39"), 16, 16);
        var down = up with { CentreIm = -up.CentreIm, Rows = RowOrder.Up };
        var (above, below) = (new PreciseEscapeTime(up, new EscapeRule(), 3000), new PreciseEscapeTime(down, new EscapeRule(), 3000));
        for (var i = 0; i < 16; i++) below.Count(i, i).ShouldBe(above.Count(i, i), 1e-12);
    }

    [Fact]
    public void A_count_beyond_the_range_of_double_stays_finite()
    {
        // |c|² would overflow: it counts as the largest double, as in EscapeTime.
        Point("1e200", "1e200", new EscapeRule(), 10).ShouldBe(1 + 2 - 10, 1e-15);
    }

    [Theory]
    [InlineData(1.99, 10)]
    [InlineData(1e61, 10)]
    [InlineData(256, 0)]
    public void A_radius_or_limit_out_of_range_is_refused(double radius, long limit) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Point("0", "0", new EscapeRule(radius), limit));

    [Fact]
    public void A_view_without_pixels_is_refused() =>
        Should.Throw<ArgumentException>(() => new PreciseEscapeTime(new View(default, default, new(1, 0), 0, 5), Whole, 10));

    [Fact]
    public void A_cancelled_count_ends() => Should.Throw<OperationCanceledException>(
        () => new PreciseEscapeTime(new View(default, default, new(1, 0), 8, 8), Whole, 10).Count(4, 4, new CancellationToken(true)));

    private static double Point(string re, string im, EscapeRule rule, long limit) =>
        new PreciseEscapeTime(new View(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse("1e-60"), 1, 1), rule, limit).Count(0, 0);
}
