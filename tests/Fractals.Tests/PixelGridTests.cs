using FsCheck;
using FsCheck.Fluent;
using MandelActors.Numerics;
using MandelActors.Testing;

namespace MandelActors.Fractals.Tests;

public sealed class PixelGridTests
{
    [Fact]
    public void Centre_sampling_takes_the_middle_of_each_cell_with_the_top_row_first()
    {
        var grid = PixelGrid.Of(ViewOf("0.5", "-0.25", "1", 4, 2));
        grid.Columns.ShouldBe([-1, 0, 1, 2]);
        grid.Rows.ShouldBe([0.25, -0.75]);
        grid.Pitch.ShouldBe(1);
    }

    [Fact]
    public void Corner_sampling_reaches_the_edges_and_rows_may_go_up()
    {
        var grid = PixelGrid.Of(ViewOf("0.5", "-0.25", "1", 3, 3) with { Sampling = Sampling.Corner, Rows = RowOrder.Up });
        grid.Columns.ShouldBe([-0.5, 0.5, 1.5]);
        grid.Rows.ShouldBe([-1.25, -0.25, 0.75]);
    }

    [Fact]
    public void Corner_sampling_of_a_wide_view_follows_linspace()
    {
        // mandeltorch's explorer: x from −2.5 over 4, y about 0 over 4·H/W, both ends included.
        const int Width = 960, Height = 540;
        var view = ViewOf("-0.5", "0", "1.125", Width, Height) with { Sampling = Sampling.Corner, Rows = RowOrder.Up };
        var grid = PixelGrid.Of(view);
        for (var i = 0; i < Width; i++) grid.Columns[i].ShouldBe(-2.5 + i * (4.0 / (Width - 1)), 2e-15);
        for (var i = 0; i < Height; i++) grid.Rows[i].ShouldBe(-1.125 + i * (2.25 / (Height - 1)), 2e-15);
        grid.Columns[0].ShouldBe(-2.5);
        grid.Columns[^1].ShouldBe(1.5);
    }

    [Theory]
    [InlineData(RowOrder.Down, 1.0)]
    [InlineData(RowOrder.Up, -1.0)]
    public void A_single_corner_sample_is_the_first_edge(RowOrder rows, double im)
    {
        var grid = PixelGrid.Of(ViewOf("0", "0", "1", 1, 1) with { Sampling = Sampling.Corner, Rows = rows });
        grid.Columns.ShouldBe([-1]);
        grid.Rows.ShouldBe([im]);
    }

    [Fact]
    public void Shifts_are_in_pixels_to_the_right_and_downwards_in_the_image()
    {
        var view = ViewOf("0", "0", "1", 2, 2);
        var grid = PixelGrid.Of(view, 0.25, 0.5);
        grid.Columns.ShouldBe([-0.25, 0.75]);
        grid.Rows.ShouldBe([0, -1]);
        PixelGrid.Of(view with { Rows = RowOrder.Up }, 0.25, 0.5).Rows.ShouldBe([0, 1]);
    }

    [Fact]
    public void Coordinates_are_the_exact_ones_rounded_however_deep_the_view()
    {
        var radii = Gen.Choose(10, 120).Select(n => ExactDecimal.PowerOfTen(-n / 10.0));
        var centres = Gen.Choose(-2_000_000_000, 2_000_000_000).Two().Select(p =>
            new ExactDecimal(new System.Numerics.BigInteger(p.Item1) * 1_000_000_000 + p.Item2, -18));
        Prop.ForAll(radii.ToArbitrary(), centres.ToArbitrary(), (radius, centre) =>
        {
            const int Count = 512;
            var view = new View(centre, centre, radius, Count, Count);
            var grid = PixelGrid.Of(view);
            for (var i = 0; i < Count; i += 37)
            {
                // Count is a power of two, so that the pitch is an exact decimal.
                var exact = centre + radius * ExactDecimal.FromDouble((2.0 * i + 1 - Count) / Count);
                var nearest = exact.ToDouble();
                if (grid.Columns[i] != nearest && Math.Abs((exact - ExactDecimal.FromDouble(grid.Columns[i])).ToDouble()) > 0.51 * Ulp(nearest)) return false;
            }

            return true;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("full")]
    [InlineData("seahorse-1e-3")]
    [InlineData("seahorse-1e-8")]
    [InlineData("spiral")]
    [InlineData("back-to-black")]
    public void Truth_within_reach_is_admitted(string name) => PixelGrid.Of(ViewOf(TruthFile.Load(name))).Pitch.ShouldBeGreaterThan(0);

    [Theory]
    [InlineData("e14")]
    [InlineData("e50")]
    [InlineData("line")]
    [InlineData("flake")]
    [InlineData("e1086")]
    [InlineData("misiurewicz-1e-5000")]
    public void Truth_beyond_reach_is_refused_in_one_sentence(string name)
    {
        var refusal = Should.Throw<ViewOutOfReachException>(() => PixelGrid.Of(ViewOf(TruthFile.Load(name))));
        refusal.Message.ShouldContain("beside a reference");
        refusal.Message.ShouldNotContain("\n");
        refusal.Message.Length.ShouldBeLessThan(250);
    }

    [Fact]
    public void The_refusal_names_the_distance_of_the_pixels()
    {
        var refusal = Should.Throw<ViewOutOfReachException>(() => PixelGrid.Of(ViewOf("-0.75", "0.1", "5e-1000", 1000, 1000)));
        refusal.Message.ShouldStartWith("The view's pixels are about 1e-1002 apart");
    }

    [Theory]
    [InlineData(19500)]
    [InlineData(119999)]
    public void The_dask_stack_is_within_reach_to_its_last_level(int level)
    {
        var radius = ExactDecimal.FromDouble(1.5 / Math.Pow(1.00025, level));
        var view = ViewOf("-0.743645857047151", "0.13182592380533", "1", 512, 512) with { Radius = radius, Sampling = Sampling.Corner };
        var grid = PixelGrid.Of(view);
        grid.Columns.Distinct().Count().ShouldBe(512);
    }

    [Fact]
    public void The_issues_film_is_within_reach_to_its_last_frame() =>
        PixelGrid.Of(ViewOf("-0.743643887037151", "0.13182590420533", "1e-12", 1280, 720)).Columns.Distinct().Count().ShouldBe(1280);

    [Fact]
    public void Neighbours_differ_wherever_a_view_is_admitted() =>
        Prop.ForAll(Gen.Choose(0, 170).ToArbitrary(), n =>
        {
            var view = ViewOf("-0.743643887037151", "0.13182590420533", "1", 64, 48) with { Radius = ExactDecimal.PowerOfTen(-n / 10.0) };
            try
            {
                var grid = PixelGrid.Of(view);
                return grid.Columns.Distinct().Count() == 64 && grid.Rows.Distinct().Count() == 48;
            }
            catch (ViewOutOfReachException)
            {
                // 48 rows at radius r are r/24 apart; four units in the last place of 0.74 are 4.4·10⁻¹⁶.
                return Math.Pow(10, -n / 10.0) / 24 < 4.45e-16;
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1e308")]
    [InlineData("1e400")]
    public void A_view_beyond_the_range_of_doubles_is_refused(string radius) =>
        Should.Throw<ViewOutOfReachException>(() => PixelGrid.Of(ViewOf("1e308", "0", radius, 10, 10)));

    [Theory]
    [InlineData(0, 1, "1")]
    [InlineData(1, -1, "1")]
    [InlineData(1, 1, "0")]
    [InlineData(1, 1, "-1")]
    public void A_view_without_pixels_or_extent_is_an_error(int width, int height, string radius) =>
        Should.Throw<ArgumentException>(() => PixelGrid.Of(ViewOf("0", "0", radius, width, height)));

    [Theory]
    [InlineData(0.6, 0)]
    [InlineData(0, double.NaN)]
    public void A_shift_out_of_the_pixel_is_an_error(double x, double y) =>
        Should.Throw<ArgumentException>(() => PixelGrid.Of(ViewOf("0", "0", "1", 2, 2), x, y));

    private static double Ulp(double value) => Math.BitIncrement(Math.Abs(value)) - Math.Abs(value);

    private static View ViewOf(TruthFile truth) => ViewOf(truth.Re, truth.Im, truth.Radius, truth.Width, truth.Height);

    private static View ViewOf(string re, string im, string radius, int width, int height) =>
        new(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse(radius), width, height);
}
