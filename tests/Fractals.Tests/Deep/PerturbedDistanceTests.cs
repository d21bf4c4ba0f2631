using MandelActors.Fractals.Deep;
using MandelActors.Numerics;
using MandelActors.Testing.Deep;

namespace MandelActors.Fractals.Tests.Deep;

/// <summary>Distances beside a reference against brute force, above and below double's range.</summary>
public sealed class PerturbedDistanceTests
{
    private const int Samples = 40;
    private const double Tolerance = 1e-3;

    /// <summary>So large that counts go on smoothly from one index to the next.</summary>
    private static readonly EscapeRule Far = new(1e10);

    public static TheoryData<DeepViewKind, int, double> Views { get; } = new()
    {
        { DeepViewKind.AroundMinibrot, 11, -8 },
        { DeepViewKind.OnMisiurewiczPoint, 12, -20 },
        { DeepViewKind.FarAroundMinibrot, 13, -113 },
        { DeepViewKind.AroundRealMinibrot, 14, -145 },
        { DeepViewKind.OnRealMisiurewiczPoint, 15, -307 },
        { DeepViewKind.FarAroundMinibrot, 16, -330 },
        { DeepViewKind.EarlyEscapeBesideMinibrot, 12, -8 },
        { DeepViewKind.EarlyEscapeBesideMisiurewiczPoint, 18, -400 },
    };

    [Theory]
    [MemberData(nameof(Views))]
    public void Counts_rise_as_the_distance_says_at_any_depth(DeepViewKind kind, int seed, double log10Radius) =>
        ShouldBeMet(DeepViews.Of(kind, seed, log10Radius), Samples / 4);

    [Theory]
    [InlineData("whole set")]
    [InlineData("tip of the antenna, beyond double's range")]
    [InlineData("tip i, beyond double's range")]
    public void Counts_rise_as_the_distance_says_around_special_points(string name) => ShouldBeMet(SpecialViews.Of(name), Samples / 4);

    [Fact]
    public void Counts_rise_as_the_distance_says_at_1e_1000() => ShouldBeMet(
        new DeepView("tip of the antenna", new View(new(-2, 0), default, ExactDecimal.Parse("1e-1000"), 33, 19), 2500), Samples / 4);

    /// <summary>The middle pixel coincides with the reference, so that δ is 0 to the end and J is not.</summary>
    [Theory]
    [InlineData("0.3", "0.6", "1e-20")]
    [InlineData("0.3", "0.6", "1e-400")]
    [InlineData("0.3", "0.6", "1e-2000")]
    public void A_pixel_that_is_the_reference_has_its_distance(string re, string im, string radius)
    {
        var view = new View(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse(radius), 3, 3);
        var perturbed = Prepared(view, 200);
        PerturbedEscapeTime.Count(perturbed, 1, 1, 200, out var distance).ShouldBeGreaterThan(0);
        PerturbedEscapeTime.Count(perturbed, 0, 2, 200, out var beside);
        if (double.IsFinite(distance)) distance.ShouldBe(beside, 1e-12 * beside);
        else beside.ShouldBe(distance);
        var inPlane = DistanceEstimate.At(double.Parse(re), double.Parse(im), 1, Far, 200);
        var log10 = Math.Log10(inPlane) - ExactDecimal.Parse(radius).Log10() + Math.Log10(1.5);
        if (log10 < 300) Math.Log10(distance).ShouldBe(log10, 1e-9);
        else distance.ShouldBe(double.PositiveInfinity);
    }

    /// <summary>The same where the set is near and the way there leads through all bands.</summary>
    [Theory]
    [InlineData(18, -400)]
    [InlineData(21, -330)]
    [InlineData(22, -60)]
    public void A_reference_that_escapes_has_its_distance(int seed, double log10Radius)
    {
        var found = DeepViews.Of(DeepViewKind.EarlyEscapeBesideMisiurewiczPoint, seed, log10Radius);
        var view = found.View with { Width = 33, Height = 19 };
        // A site so small that no nucleus is found near it.
        var perturbed = Prepared(view, found.Limit, siteShare: "1e-20");
        (perturbed.Offsets.Columns[16], perturbed.Offsets.Rows[9]).ShouldBe((0, 0), "the middle pixel is to be the reference");
        var count = PerturbedEscapeTime.Count(perturbed, 16, 9, found.Limit, out var distance);
        count.ShouldNotBe(double.NaN);
        var precise = new PreciseEscapeTime(view, Far, found.Limit);
        distance.ShouldBe(CountSlope.Distance(precise, 16, 9, distance), Tolerance * distance);
    }

    [Fact]
    public void Bands_change_no_distance()
    {
        var found = DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 3, -40);
        PerturbedView plain = Prepared(found.View, found.Limit), banded = Prepared(found.View, found.Limit, withBands: true);
        for (var column = 0; column < found.View.Width; column++)
        {
            PerturbedEscapeTime.Count(plain, column, 7, found.Limit, out var expected);
            PerturbedEscapeTime.Count(banded, column, 7, found.Limit, out var distance);
            if (expected > 1e-3) distance.ShouldBe(expected, 1e-3 * expected);
        }
    }

    private static void ShouldBeMet(DeepView found, int least)
    {
        var view = Prepared(found.View, found.Limit);
        var precise = new PreciseEscapeTime(found.View, Far, found.Limit);
        var random = new Random(5);
        var judged = 0;
        for (var i = 0; i < Samples; i++)
        {
            var (column, row) = (random.Next(found.View.Width), random.Next(found.View.Height));
            var count = PerturbedEscapeTime.Count(view, column, row, found.Limit, out var distance);
            double.IsNaN(distance).ShouldBe(double.IsNaN(count));
            // Where the set all but touches the sample, a double's rounding of its place moves it.
            if (!(distance > 1e-3 && distance < 1e30)) continue;
            judged++;
            distance.ShouldBe(CountSlope.Distance(precise, column, row, Math.Min(distance, 1e4)), Tolerance * distance, $"{found.Name} at {column}, {row}");
        }

        judged.ShouldBeGreaterThan(least, found.Name);
    }

    private static PerturbedView Prepared(View view, long limit, bool withBands = false, string siteShare = "1")
    {
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius * ExactDecimal.Parse(siteShare)), limit);
        return new PerturbedView(MipTable.Build(reference), view, Far, withBands: withBands, withDistance: true);
    }
}
