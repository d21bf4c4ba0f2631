using MandelActors.Fractals;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>The device against brute force on views that seeds find, on special points and in rare shapes.</summary>
public sealed class DeepViewTests
{
    private const int Samples = 12;

    private static readonly EscapeRule Smooth = new();

    public static TheoryData<DeepViewKind, int, double> Views { get; } = AllKinds();

    public static TheoryData<string> Points { get; } = new(SpecialViews.Names);

    [Theory]
    [MemberData(nameof(Views))]
    public void Views_that_a_seed_finds_are_met(DeepViewKind kind, int seed, double log10Radius)
    {
        var comparison = Compared(DeepViews.Of(kind, seed, log10Radius), Smooth, Samples, seed);
        comparison.Unmet.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThanOrEqualTo(Samples / 4, comparison.ToString());
        if (kind == DeepViewKind.InsideMinibrot) comparison.Inside.ShouldBe(Samples);
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void Views_on_special_points_are_met(string name)
    {
        var comparison = Compared(SpecialViews.Of(name), Smooth, 4 * Samples, 1);
        comparison.Unmet.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThan(Samples, comparison.ToString());
    }

    [Theory]
    [InlineData(DeepViewKind.FarAroundMinibrot, 4, -30)]
    [InlineData(DeepViewKind.InsideMinibrot, 4, -30)]
    [InlineData(DeepViewKind.OnMisiurewiczPoint, 2, -20)]
    [InlineData(DeepViewKind.OnRealMisiurewiczPoint, 6, -330)]
    public void Images_of_any_shape_are_met_at_every_pixel(DeepViewKind kind, int seed, double log10Radius)
    {
        var found = DeepViews.Of(kind, seed, log10Radius);
        var judged = 0;
        foreach (var (width, height, sampling, rows) in SpecialViews.Shapes)
        {
            var shaped = found with { View = found.View with { Width = width, Height = height, Sampling = sampling, Rows = rows } };
            var comparison = Compared(shaped, Smooth, 60, seed);
            comparison.Unmet.ShouldBeEmpty(comparison.ToString());
            judged += comparison.Judged;
        }

        judged.ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(1e8, false)]
    public void Whole_counts_are_exact_under_any_rule(double radius, bool isInclusive)
    {
        var comparison = Compared(DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 7, -40), new EscapeRule(radius, CountKind.Whole, isInclusive), 4 * Samples, 1);
        comparison.Worst.ShouldBe(0, comparison.ToString());
        comparison.WrongSides.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThan(Samples);
    }

    [Fact]
    public void Samples_beside_the_centre_of_their_pixels_are_met()
    {
        const double OffsetX = 0.3125, OffsetY = -0.4375;
        var found = DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 8, -120);
        var (field, _) = Render(new EscapeTask(found.View, Smooth, IterationLimit.Fixed(found.Limit), OffsetX, OffsetY));
        var comparison = TruthComparison.Of(found, Smooth, (column, row) => field[row * found.View.Width + column], Samples, 1, OffsetX, OffsetY);
        comparison.Unmet.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThan(Samples / 2);
    }

    private static TruthComparison Compared(DeepView found, EscapeRule rule, int samples, int seed)
    {
        var (field, _) = Render(new EscapeTask(found.View, rule, IterationLimit.Fixed(found.Limit)));
        return TruthComparison.Of(found, rule, field, samples, seed);
    }

    private static TheoryData<DeepViewKind, int, double> AllKinds()
    {
        TheoryData<DeepViewKind, int, double> views = [];
        foreach (var kind in Enum.GetValues<DeepViewKind>())
            foreach (var (seed, log10Radius) in (ReadOnlySpan<(int, double)>)[(11, -1), (12, -8), (13, -20), (14, -145), (15, -300), (16, -307), (17, -330), (18, -400)])
                // Walking to an edge so deep takes brute force too long.
                if (kind != DeepViewKind.AtTheEdge || log10Radius > -100) views.Add(kind, seed, log10Radius);
        return views;
    }
}
