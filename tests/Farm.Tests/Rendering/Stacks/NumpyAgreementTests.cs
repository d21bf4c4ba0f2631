using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Fractals;
using MandelActors.Fractals.Stacks;
using MandelActors.Kernels;
using MandelActors.Numerics;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using Xunit.Abstractions;

namespace MandelActors.Farm.Tests.Rendering.Stacks;

/// <summary>The notebook's stack as it computes it, and as it is.</summary>
public sealed class NumpyAgreementTests(ITestOutputHelper output)
{
    private const int Limit = 256;

    private static readonly EscapeRule Whole = new(2, CountKind.Whole);

    /// <summary>NumPy rounds a product of complex numbers otherwise than the kernel; where pixels are a few ulps apart, that decides more of them.</summary>
    [SkippableTheory]
    [InlineData(0, 0.0002)]
    [InlineData(3_000, 0.0002)]
    [InlineData(20_000, 0.0002)]
    [InlineData(60_000, 0.0002)]
    [InlineData(119_999, 0.003)]
    public void Counts_are_NumPys(int level, double mostOthers)
    {
        Skip.If(Lacking.Numpy is not null, Lacking.Numpy);
        var expected = new NumpyLevels(StackPlaces.Notebook).Counts(level, Limit);
        var values = Values(new(StackPlaces.Notebook, Whole, IterationLimit.Fixed(Limit), StackArithmetic.PlainDouble), level);
        var others = Enumerable.Range(0, values.Length).Count(i => values[i] != expected[i]);
        output.WriteLine($"level {level}: {others} of {values.Length} pixels differ, {(double)others / values.Length:p4}");
        others.ShouldBeLessThanOrEqualTo((int)(mostOthers * values.Length));
    }

    /// <summary>Measured once with NumPy: 44.7 % and 44.4 % of pixels, and 13 different counts at the last level.</summary>
    [Fact]
    public void Nearly_half_of_a_deep_level_is_called_inside_by_256_iterations()
    {
        StackSettings settings = new(StackPlaces.Notebook, Whole, IterationLimit.Fixed(Limit), StackArithmetic.PlainDouble);
        InsideOf(Values(settings, 60_000)).ShouldBe(0.447, 0.001);
        var last = Values(settings, 119_999);
        InsideOf(last).ShouldBe(0.444, 0.001);
        last.Distinct().Count().ShouldBe(13);

        static double InsideOf(double[] values) => (double)values.Count(value => value == Limit) / values.Length;
    }

    [Theory]
    [InlineData(60_000)]
    [InlineData(119_999)]
    public void Computed_exactly_with_a_limit_found_for_the_level_hardly_any_of_it_is_inside_and_the_counts_are_true(int level)
    {
        var geometry = StackPlaces.Notebook with { Width = 96, Height = 96 };
        var renderer = new StackRenderer(new StackSettings(geometry, Whole, IterationLimit.Auto));
        using var device = new CpuDevice(new DeviceOptions(Threads: 2));
        var values = new double[96 * 96];
        var limit = renderer.Render(level, AxisSlice.All(96), AxisSlice.All(96), device, values, CancellationToken.None).Limit;
        var inside = values.Count(value => value == limit);
        inside.ShouldBeLessThanOrEqualTo(values.Length / 10_000);
        DeepView view = new($"level {level}", geometry.ViewAt(level), limit);
        var comparison = TruthComparison.Of(view, Whole, (column, row) => CountOf(values[row * 96 + column]), values.Length, seed: 1);
        output.WriteLine($"limit {limit}, {inside} inside; {comparison}");
        // Half the neighbours of such coarse pixels differ by ten counts and more: a count that a millionth of a pixel moves is not judged.
        comparison.Judged.ShouldBeGreaterThan(values.Length * 9 / 10);
        comparison.Unmet.Count.ShouldBeLessThanOrEqualTo(values.Length / 1_000);

        double CountOf(double value) => value == limit ? double.NaN : value + 1;
    }

    private static double[] Values(StackSettings settings, int level)
    {
        using var device = new CpuDevice(new DeviceOptions(Threads: 2));
        var (width, height) = (settings.Geometry.Width, settings.Geometry.Height);
        var values = new double[width * height];
        new StackRenderer(settings).Render(level, AxisSlice.All(height), AxisSlice.All(width), device, values, CancellationToken.None);
        return values;
    }
}
