namespace MandelActors.Fractals.Tests;

public sealed class EscapeTimeTests
{
    private static readonly EscapeRule Whole = new(2, CountKind.Whole);

    [Theory]
    // |c| > 2 escapes at z₁.
    [InlineData(3, 0, 1)]
    // 1, 2, 5.
    [InlineData(1, 0, 3)]
    // i, −1 + i, −i, −1 + i … for ever.
    [InlineData(0, 1, 0)]
    // −2, 2, 2 … never above 2.
    [InlineData(-2, 0, 0)]
    // 2, 6.
    [InlineData(2, 0, 2)]
    // 0.5, 0.75, 1.0625, 1.62890625, 3.15.
    [InlineData(0.5, 0, 5)]
    public void Small_orbits_followed_by_hand_are_counted_right(double re, double im, int n) =>
        EscapeTime.Count(re, im, Whole, 100).ShouldBe(n == 0 ? double.NaN : n);

    [Theory]
    [InlineData(2, 0, 1)]
    [InlineData(-2, 0, 1)]
    [InlineData(0, 2, 1)]
    [InlineData(0, 1, 0)]
    public void An_inclusive_rule_escapes_at_the_radius_itself(double re, double im, int n) =>
        EscapeTime.Count(re, im, Whole with { Inclusive = true }, 100).ShouldBe(n == 0 ? double.NaN : n);

    [Fact]
    public void The_limit_is_the_last_index_tested()
    {
        EscapeTime.Count(0.5, 0, Whole, 5).ShouldBe(5);
        EscapeTime.Count(0.5, 0, Whole, 4).ShouldBe(double.NaN);
    }

    [Fact]
    public void The_smooth_count_is_the_formula_of_the_first_escaped_value()
    {
        // c = 1: 1, 2, 5, 26, 677 is the first beyond 256.
        EscapeTime.Count(1, 0, new EscapeRule(), 100).ShouldBe(5 + 1 - Math.Log2(Math.Log(677) / Math.Log(2)), 1e-14);
    }

    [Fact]
    public void The_smooth_count_hardly_depends_on_the_radius_beyond_256()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var (re, im) = (random.NextDouble() * 3 - 2, random.NextDouble() * 2.4 - 1.2);
            var near = EscapeTime.Count(re, im, new EscapeRule(), 2000);
            var far = EscapeTime.Count(re, im, new EscapeRule(1e8), 2000);
            if (!double.IsNaN(near) && !double.IsNaN(far)) far.ShouldBe(near, 2e-5);
        }
    }

    [Fact]
    public void Smooth_counts_agree_with_the_runtimes_logarithms()
    {
        var random = new Random(6);
        for (var i = 0; i < 100_000; i++)
        {
            var squared = Math.Exp(random.NextDouble() * 700 + 1.4);
            var n = random.Next(1, 100_000);
            var expected = n + 1 - Math.Log2(Math.Log(squared) / 2 / Math.Log(2));
            SmoothCount.Of(n, squared).ShouldBe(expected, 4e-15 + 2e-16 * n);
        }
    }

    [Theory]
    [InlineData(1e200, 1)]
    [InlineData(1.7e308, 1)]
    public void Points_whose_square_overflows_escape_at_once_with_a_finite_count(double re, int n)
    {
        EscapeTime.Count(re, re, Whole, 10).ShouldBe(n);
        EscapeTime.Count(re, re, new EscapeRule(), 10).ShouldBe(n + 2 - 10, 1e-15);
    }

    [Theory]
    [InlineData(1.99, 10)]
    [InlineData(1e61, 10)]
    [InlineData(double.NaN, 10)]
    [InlineData(256, 0)]
    public void A_radius_or_limit_out_of_range_is_refused(double radius, long limit) =>
        Should.Throw<ArgumentOutOfRangeException>(() => EscapeTime.Count(0, 0, new EscapeRule(radius), limit));

    [Fact]
    public void Points_said_to_lie_in_the_two_shapes_do_not_escape()
    {
        // Along both edges, from well outside to well inside, in steps down to rounding.
        var checkedInside = 0;
        for (var i = 0; i < 400; i++)
        {
            var angle = Math.Tau * (i + 0.31) / 400;
            for (var exponent = -16; exponent <= -2; exponent++)
                foreach (var side in (double[])[-1, 1])
                {
                    var r = 1 + side * Math.Pow(10, exponent);
                    // c = μ/2 − μ²/4 on the cardioid for |μ| = 1; −1 + μ/4 on the disc.
                    var (x, y) = (r * Math.Cos(angle), r * Math.Sin(angle));
                    foreach (var (re, im) in (ReadOnlySpan<(double, double)>)[(x / 2 - (x * x - y * y) / 4, y / 2 - x * y / 2), (-1 + x / 4, y / 4)])
                    {
                        if (!InteriorShapes.Contain(re, im)) continue;
                        checkedInside++;
                        EscapeTime.Count(re, im, Whole, 20_000).ShouldBe(double.NaN);
                    }
                }
        }

        checkedInside.ShouldBeGreaterThan(4000);
    }

    [Fact]
    public void The_shapes_fill_their_rectangle_and_keep_their_edges_free()
    {
        InteriorShapes.Contain(0, 0).ShouldBeTrue();
        InteriorShapes.Contain(-1, 0).ShouldBeTrue();
        InteriorShapes.Contain(0.2499, 0).ShouldBeTrue();
        InteriorShapes.Contain(Math.BitIncrement(0.25), 0).ShouldBeFalse();
        InteriorShapes.Contain(-1.25, 0).ShouldBeFalse();
        InteriorShapes.Contain(-0.125, 0.6495).ShouldBeTrue();
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var (x, y) = (random.NextDouble() * 4 - 2, random.NextDouble() * 4 - 2);
            if (x < InteriorShapes.LeftEdge || x > InteriorShapes.RightEdge || Math.Abs(y) > InteriorShapes.TopEdge)
                InteriorShapes.Contain(x, y).ShouldBeFalse();
        }
    }
}
