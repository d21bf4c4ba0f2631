using MandelActors.Fractals;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>Known pixels, computed elsewhere in arbitrary precision or by the seeds' own programs.</summary>
public sealed class CpuDeviceTruthTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("seahorse-1e-3")]
    [InlineData("seahorse-1e-8")]
    [InlineData("spiral")]
    public void Known_pixels_are_met(string name)
    {
        var truth = TruthFile.Load(name);
        var (field, _) = Render(new EscapeTask(ViewOf(truth), new EscapeRule(), IterationLimit.Fixed(truth.MaxIterations)));
        truth.Pixels.Count(p => IsMet(p, field[p.Row * truth.Width + p.Column], 0.01)).ShouldBeGreaterThanOrEqualTo(Share(truth, 0.99));
        truth.Pixels.ShouldAllBe(p => p.Nu == null == double.IsNaN(field[p.Row * truth.Width + p.Column]));
    }

    [Fact]
    public void Known_pixels_at_the_edge_of_double_precision_are_nearly_met()
    {
        // A pixel is 31 units in the last place wide, so rounding moves an orbit of 4,000 steps by a few hundredths of a
        // pixel, and beside a minibrot ν changes by about one from pixel to pixel. Inside and outside must still be right.
        var truth = TruthFile.Load("back-to-black");
        var (field, _) = Render(new EscapeTask(ViewOf(truth), new EscapeRule(), IterationLimit.Fixed(truth.MaxIterations)));
        truth.Pixels.ShouldAllBe(p => p.Nu == null == double.IsNaN(field[p.Row * truth.Width + p.Column]));
        truth.Pixels.ShouldAllBe(p => IsMet(p, field[p.Row * truth.Width + p.Column], 0.1));
    }

    [Theory]
    [InlineData(60000, 44.7)]
    [InlineData(119999, 44.4)]
    public void The_dask_stack_calls_as_many_pixels_inside_as_its_own_program(int level, double percent)
    {
        var (field, _) = Render(new EscapeTask(StackLevel(level), Whole, IterationLimit.Fixed(256)));
        (100.0 * field.Count(double.IsNaN) / field.Length).ShouldBe(percent, 0.05);
    }

    [Theory]
    [InlineData(60000)]
    [InlineData(119999)]
    public void The_dask_stack_has_no_inside_once_the_limit_is_high_enough(int level)
    {
        var (field, statistics) = Render(new EscapeTask(StackLevel(level), Whole, IterationLimit.Auto));
        (100.0 * field.Count(double.IsNaN) / field.Length).ShouldBeLessThan(0.005);
        statistics.Limit.ShouldBeLessThanOrEqualTo(20_000);
    }

    [Fact]
    public void Whole_counts_match_mandeltorchs_rule_of_its_own_loop()
    {
        // Its loop starts at z = c, tests |z| ≥ 2 after each step and stores the step's number, with 0 overwritten by 1:
        // n − 2 in our counting, at least 1; points escaping at z₁ = c are seen after the first step, too.
        const int Width = 96, Height = 54, Limit = 200;
        var view = ViewOf("-0.5", "0", "1.125", Width, Height) with { Sampling = Sampling.Corner, Rows = RowOrder.Up };
        var (field, _) = Render(new EscapeTask(view, Whole with { Inclusive = true }, IterationLimit.Fixed(Limit + 1)));
        var grid = PixelGrid.Of(view);
        for (var i = 0; i < field.Length; i++)
        {
            var stored = MandeltorchCount(grid.Columns[i % Width], grid.Rows[i / Width], Limit);
            (double.IsNaN(field[i]) ? 0 : Math.Max(1, (int)field[i] - 2)).ShouldBe(stored);
        }
    }

    /// <summary>The loop as its program has it, in plain double arithmetic.</summary>
    private static int MandeltorchCount(double re, double im, int limit)
    {
        var (x, y, stored) = (re, im, 0);
        for (var i = 0; i < limit; i++)
        {
            (x, y) = (x * x - y * y + re, 2 * x * y + im);
            if (!(Math.Sqrt(x * x + y * y) < 2) && stored == 0) stored = i;
        }

        return stored;
    }

    private static bool IsMet(TruthPixel pixel, double nu, double tolerance) =>
        pixel.Nu is { } known ? Math.Abs(nu - known) <= tolerance : double.IsNaN(nu);

    private static int Share(TruthFile truth, double share) => (int)Math.Ceiling(share * truth.Pixels.Count);
}
