using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Fractals.Stacks;
using MandelActors.Numerics;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>Tasks whose sample points are given.</summary>
public sealed class GivenGridTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512];

    private static readonly StackGeometry Stack = StackPlaces.Notebook with { Width = 161, Height = 97 };

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    [InlineData(119_999)]
    public void Any_width_and_thread_count_gives_the_scalar_bits_at_any_depth(int level)
    {
        var grid = Stack.GridAt(level);
        foreach (var rule in (EscapeRule[])[Whole, new()])
        {
            var task = new EscapeTask(Stack.ViewAt(level), rule, IterationLimit.Fixed(256)) { Grid = grid };
            double[] scalar = [.. grid.Rows.SelectMany(im => grid.Columns.Select(re => EscapeTime.Count(re, im, rule, 256)))];
            foreach (var lanes in Widths)
                foreach (var threads in (int[])[1, 3])
                    Render(task, new DeviceOptions(lanes, threads)).Field.ShouldBeTheSameBitsAs(scalar, $"{rule}, {lanes}, {threads} threads");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    public void A_part_has_the_values_of_the_whole(int level)
    {
        var view = Stack.ViewAt(level);
        var grid = PixelGrid.Of(view);
        var task = new EscapeTask(view, Whole, IterationLimit.Fixed(500));
        var whole = Render(task).Field;
        (AxisSlice Rows, AxisSlice Columns)[] parts =
        [
            (AxisSlice.All(97), AxisSlice.All(161)), (new(13, 30), new(100, 61)), (new(0, 49, 2), new(0, 81, 2)), (new(3, 31, 3), new(1, 160)), (new(5, 1), new(7, 1)),
        ];
        foreach (var (rows, columns) in parts)
        {
            var part = Render(task with { Grid = grid.Part(rows, columns) }).Field;
            double[] picked = [.. Enumerable.Range(0, (int)rows.Count).SelectMany(r => Enumerable.Range(0, (int)columns.Count).Select(c => whole[rows[r] * 161 + columns[c]]))];
            part.ShouldBeTheSameBitsAs(picked, $"rows {rows}, columns {columns}");
        }
    }

    [Fact]
    public void A_views_own_grid_gives_its_field_with_distances()
    {
        var view = ViewOf("-0.75", "0.05", "1.25", 61, 47);
        var task = new EscapeTask(view, new EscapeRule(), IterationLimit.Auto) { WithDistance = true };
        var (field, statistics) = Render(task with { Grid = PixelGrid.Of(view) });
        var (expected, expectedStatistics) = Render(task);
        field.ShouldBeTheSameBitsAs(expected, "the same samples");
        statistics.ShouldBe(expectedStatistics);
    }

    [Fact]
    public void A_device_that_works_beside_references_takes_given_points_plainly()
    {
        var task = new EscapeTask(Stack.ViewAt(119_999), Whole, IterationLimit.Fixed(256)) { Grid = Stack.GridAt(119_999) };
        var beside = Render(task, new DeviceOptions(Method: RenderMethod.Perturbation));
        beside.Field.ShouldBeTheSameBitsAs(Render(task).Field, "the points are given");
        beside.Statistics.Deep.ShouldBeNull();
    }

    [Fact]
    public void A_shift_or_a_reference_is_refused()
    {
        var view = Stack.ViewAt(0);
        var task = new EscapeTask(view, Whole, IterationLimit.Fixed(10)) { Grid = Stack.GridAt(0) };
        Should.Throw<ArgumentException>(() => Render(task with { OffsetX = 0.25 })).Message.ShouldContain("shifted");
        Should.Throw<ArgumentException>(() => Render(task with { OffsetY = -0.25 })).Message.ShouldContain("shifted");
        Should.Throw<ArgumentException>(() => Render(task with { Site = new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius) })).Message.ShouldContain("reference");
    }

    [Fact]
    public void A_grid_of_nothing_or_of_no_numbers_is_refused()
    {
        Should.Throw<ArgumentException>(() => PixelGrid.At([], [0], 1));
        Should.Throw<ArgumentException>(() => PixelGrid.At([0], [], 1));
        Should.Throw<ArgumentException>(() => PixelGrid.At([0, double.NaN], [0], 1));
        Should.Throw<ArgumentException>(() => PixelGrid.At([0], [double.PositiveInfinity], 1));
        Should.Throw<ArgumentException>(() => PixelGrid.At([0], [0], -1));
    }
}
