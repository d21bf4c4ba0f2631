using MandelActors.Fractals.Deep;
using MandelActors.Testing;
using MandelActors.Testing.Deep;

namespace MandelActors.Fractals.Tests.Deep;

/// <summary>Single precision beside a reference: what it says is within the bound that it gives.</summary>
public sealed class SinglePerturbedEscapeTimeTests
{
    /// <summary>Truth files count with a larger escape radius, and print six digits.</summary>
    private const double OtherRadius = 1e-5;

    private static readonly EscapeRule Rule = new();

    public static TheoryData<string> Names { get; } = new(TruthFile.Names);

    public static TheoryData<DeepViewKind, int, double> Views { get; } = AllKinds();

    public static TheoryData<string> Points { get; } = new(SpecialViews.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_known_pixel_is_met_within_a_bound_that_says_something(string name)
    {
        var truth = TruthFile.Load(name);
        var view = Prepared(truth.View, Rule, truth.MaxIterations);
        foreach (var pixel in truth.Pixels)
        {
            var count = SinglePerturbedEscapeTime.Count(view, pixel.Column, pixel.Row, truth.MaxIterations);
            count.Bound.ShouldBeLessThanOrEqualTo((float)TruthComparison.Tolerance, $"{name} at {pixel.Column}, {pixel.Row}");
            PixelTruth.Apart(count.Of(Rule), pixel.Nu ?? double.NaN)
                .ShouldBeLessThanOrEqualTo(count.Bound + OtherRadius, $"{name} at {pixel.Column}, {pixel.Row}: {count}, truly {pixel.Nu}");
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Views_that_a_seed_finds_are_within_their_bounds(DeepViewKind kind, int seed, double log10Radius) =>
        ShouldBeWithinBounds(DeepViews.Of(kind, seed, log10Radius), 12, seed);

    [Theory]
    [MemberData(nameof(Points))]
    public void Views_on_special_points_are_within_their_bounds(string name) => ShouldBeWithinBounds(SpecialViews.Of(name), 40, 1);

    [Fact]
    public void A_bound_of_a_bad_pixel_is_large_and_one_of_a_lost_pixel_infinite()
    {
        var truth = TruthFile.Load("seahorse-1e-8");
        var view = Prepared(truth.View, Rule, truth.MaxIterations);
        var bounds = Enumerable.Range(0, 40).Select(i => SinglePerturbedEscapeTime.Count(view, 16 * i, 9 * i, truth.MaxIterations).Bound).ToArray();
        bounds.ShouldContain(bound => bound > 0.01f);
        bounds.ShouldContain(bound => float.IsPositiveInfinity(bound));
    }

    [Fact]
    public void Whole_counts_are_the_true_ones()
    {
        foreach (var (kind, seed, log10Radius) in (IEnumerable<(DeepViewKind, int, double)>)
            [(DeepViewKind.FarAroundMinibrot, 4, -30), (DeepViewKind.OnMisiurewiczPoint, 2, -20), (DeepViewKind.AtTheEdge, 1, -12)])
        {
            var found = DeepViews.Of(kind, seed, log10Radius);
            var rule = new EscapeRule(2, CountKind.Whole);
            var view = Prepared(found.View, rule, found.Limit);
            var brute = new PreciseEscapeTime(found.View, rule, found.Limit);
            var random = new Random(seed);
            for (var i = 0; i < 20; i++)
            {
                var (column, row) = (random.Next(found.View.Width), random.Next(found.View.Height));
                var count = SinglePerturbedEscapeTime.Count(view, column, row, found.Limit);
                if (!float.IsPositiveInfinity(count.Bound)) count.Of(rule).ShouldBe(brute.Count(column, row), $"{found} at {column}, {row}");
            }
        }
    }

    [Fact]
    public void A_pixel_followed_in_pieces_is_the_pixel_followed_at_once()
    {
        var truth = TruthFile.Load("e50");
        var view = Prepared(truth.View, Rule, truth.MaxIterations);
        foreach (var pixel in truth.Pixels)
        {
            var (re, im) = (view.Columns[pixel.Column], view.Rows[pixel.Row]);
            var state = SinglePerturbedEscapeTime.Begin(view, re, im);
            SingleCount count;
            while (SinglePerturbedEscapeTime.Follow(view, ref state, re, im, truth.MaxIterations, 7, out count) == SingleOutcome.GoesOn) ;
            count.ShouldBe(SinglePerturbedEscapeTime.Count(view, pixel.Column, pixel.Row, truth.MaxIterations));
        }
    }

    private static void ShouldBeWithinBounds(DeepView found, int samples, int seed)
    {
        var view = Prepared(found.View, Rule, found.Limit);
        var brute = new PreciseEscapeTime(found.View, Rule, found.Limit);
        var random = new Random(seed);
        var said = 0;
        for (var i = 0; i < samples; i++)
        {
            var (column, row) = (random.Next(found.View.Width), random.Next(found.View.Height));
            var count = SinglePerturbedEscapeTime.Count(view, column, row, found.Limit);
            if (float.IsPositiveInfinity(count.Bound)) continue;
            said++;
            var truth = brute.Count(column, row);
            PixelTruth.Apart(count.Of(Rule), truth).ShouldBeLessThanOrEqualTo(count.Bound, $"{found} at {column}, {row}: {count}, truly {truth}");
        }

        said.ShouldBeGreaterThanOrEqualTo(samples / 2, $"{found}");
    }

    private static SinglePerturbedView Prepared(View view, EscapeRule rule, long limit)
    {
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), limit);
        return new SinglePerturbedView(new SingleMipTable(MipTable.Build(reference, SingleMipTable.Tolerance)), PixelOffsets.Of(view, reference), rule);
    }

    private static TheoryData<DeepViewKind, int, double> AllKinds()
    {
        TheoryData<DeepViewKind, int, double> views = [];
        foreach (var kind in Enum.GetValues<DeepViewKind>())
            foreach (var (seed, log10Radius) in (ReadOnlySpan<(int, double)>)[(31, -4), (32, -12), (33, -50), (34, -310)])
                // Walking to an edge so deep takes brute force too long.
                if (kind != DeepViewKind.AtTheEdge || log10Radius > -100) views.Add(kind, seed, log10Radius);
        return views;
    }
}
