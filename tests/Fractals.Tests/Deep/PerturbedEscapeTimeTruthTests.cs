using MandelActors.Fractals.Deep;
using MandelActors.Testing;
using MandelActors.Testing.Deep;

namespace MandelActors.Fractals.Tests.Deep;

/// <summary>The scalar twin beside a reference against brute force.</summary>
public sealed class PerturbedEscapeTimeTruthTests
{
    private const int Samples = 10;

    private static readonly EscapeRule Rule = new();

    public static TheoryData<string> Names { get; } = new(TruthFile.Names);

    public static TheoryData<DeepViewKind, int, double> Views { get; } = AllKinds();

    public static TheoryData<string> Points { get; } = new(SpecialViews.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_known_pixel_is_met(string name)
    {
        var truth = TruthFile.Load(name);
        var view = Prepared(truth.View, truth.MaxIterations);
        foreach (var pixel in truth.Pixels)
        {
            var count = PerturbedEscapeTime.Count(view, pixel.Column, pixel.Row, truth.MaxIterations);
            PixelTruth.Apart(count, pixel.Nu ?? double.NaN)
                .ShouldBeLessThanOrEqualTo(TruthComparison.Tolerance, $"{name} at {pixel.Column}, {pixel.Row}: {count}, truly {pixel.Nu}");
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Views_that_a_seed_finds_are_met(DeepViewKind kind, int seed, double log10Radius)
    {
        var found = DeepViews.Of(kind, seed, log10Radius);
        var comparison = Compared(found, Samples, seed);
        comparison.Unmet.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThanOrEqualTo(Samples / 4, comparison.ToString());
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Views_on_special_points_are_met(string name)
    {
        var comparison = Compared(SpecialViews.Of(name), 4 * Samples, 1);
        comparison.Unmet.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThan(Samples, comparison.ToString());
    }

    [Theory]
    [InlineData(DeepViewKind.FarAroundMinibrot, 4, -30)]
    [InlineData(DeepViewKind.OnMisiurewiczPoint, 2, -20)]
    [InlineData(DeepViewKind.OnRealMisiurewiczPoint, 6, -330)]
    public void Images_of_any_shape_are_met_at_every_pixel(DeepViewKind kind, int seed, double log10Radius)
    {
        var found = DeepViews.Of(kind, seed, log10Radius);
        var judged = 0;
        foreach (var (width, height, sampling, rows) in SpecialViews.Shapes)
        {
            var shaped = found with { View = found.View with { Width = width, Height = height, Sampling = sampling, Rows = rows } };
            var comparison = Compared(shaped, 100, seed);
            comparison.Unmet.ShouldBeEmpty(comparison.ToString());
            judged += comparison.Judged;
        }

        judged.ShouldBeGreaterThan(100);
    }

    private static TruthComparison Compared(DeepView found, int samples, int seed)
    {
        var view = Prepared(found.View, found.Limit);
        return TruthComparison.Of(found, Rule, (column, row) => PerturbedEscapeTime.Count(view, column, row, found.Limit), samples, seed);
    }

    private static PerturbedView Prepared(View view, long limit)
    {
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), limit);
        return new PerturbedView(MipTable.Build(reference), view, Rule);
    }

    private static TheoryData<DeepViewKind, int, double> AllKinds()
    {
        TheoryData<DeepViewKind, int, double> views = [];
        foreach (var kind in Enum.GetValues<DeepViewKind>())
            foreach (var (seed, log10Radius) in (ReadOnlySpan<(int, double)>)[(1, -12), (2, -50), (3, -310)])
                // Walking to an edge so deep takes brute force too long.
                if (kind != DeepViewKind.AtTheEdge || log10Radius > -100) views.Add(kind, seed, log10Radius);
        return views;
    }
}
