using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Views between plain double precision and the reference are opened beside one and go on plainly.</summary>
public sealed class OpeningTests
{
    private const long Limit = 5000;

    private static readonly EscapeRule Rule = new();

    [Theory]
    [InlineData("-0.743643887037151", "0.13182590420533", "1e-9", 256)]
    [InlineData("-0.743643887037151", "0.13182590420533", "1e-11", 256)]
    [InlineData("-0.743643887037151", "0.13182590420533", "1e-11", 2)]
    public void Every_width_and_thread_count_gives_the_scalar_bits(string re, string im, string radius, double escapeRadius)
    {
        EscapeRule rule = new(escapeRadius);
        var view = ViewOf(re, im, radius, 61, 43);
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), Limit);
        var opening = Opening.Of(view, reference, rule, Limit).ShouldNotBeNull();
        var expected = Twin(view, rule, opening);
        foreach (var lanes in (LaneWidth[])[LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512])
            foreach (var threads in (int[])[1, 3])
            {
                var (field, statistics) = Render(new EscapeTask(view, rule, IterationLimit.Fixed(Limit)), new DeviceOptions(lanes, threads));
                statistics.Deep.ShouldBeNull("it is followed plainly");
                field.ShouldBeTheSameBitsAs(expected, $"{lanes} × {threads}");
            }
    }

    [Fact]
    public void A_view_that_spreads_too_late_or_not_at_all_is_not_opened()
    {
        // The centre of the main cardioid: every orbit comes to rest at 0.
        var view = ViewOf("0", "0", "1e-10", 32, 18);
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), Limit);
        Opening.Of(view, reference, Rule, Limit).ShouldBeNull();
        Render(new EscapeTask(view, Rule, IterationLimit.Auto)).Field.ShouldAllBe(count => double.IsNaN(count));
    }

    [Theory]
    [InlineData("1e-12")]
    [InlineData("2e-13")]
    public void A_view_beside_the_tip_is_not_opened_for_a_small_escape_radius(string radius)
    {
        // −1.9999 and a bit: |z| = 2 is where orbits are turned back.
        var view = ViewOf("-1.99992", "1e-7", radius, 32, 18);
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), Limit);
        Opening.Of(view, reference, Rule, Limit).ShouldNotBeNull();
        Opening.Of(view, reference, new EscapeRule(2), Limit).ShouldBeNull();
    }

    private static double[] Twin(View view, EscapeRule rule, Opening opening)
    {
        var grid = PixelGrid.Of(view);
        var field = new double[view.Width * view.Height];
        for (var pixel = 0; pixel < field.Length; pixel++)
        {
            var (row, column) = Math.DivRem(pixel, view.Width);
            var (x, y) = opening.At(column, row);
            var n = EscapeTime.Follow(ref x, ref y, grid.Columns[column], grid.Rows[row], rule.Bound, opening.Steps, Limit, out var modulus);
            field[pixel] = n == 0 ? double.NaN : SmoothCount.Of(n, modulus);
        }

        return field;
    }
}
