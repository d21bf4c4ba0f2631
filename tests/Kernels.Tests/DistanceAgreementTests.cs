using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>Every way of measuring distances gives the bits of the scalar twins, and counts do not notice.</summary>
public sealed class DistanceAgreementTests
{
    private static readonly EscapeRule Rule = new();

    private static readonly DeviceOptions[] Ways =
    [
        new(LaneWidth.Scalar, 1), new(LaneWidth.Vector128, 3), new(LaneWidth.Vector256, 1), new(LaneWidth.Vector512, 2), new(InteriorShortcuts: false),
    ];

    public static TheoryData<DeepViewKind, int, double> Views { get; } = new()
    {
        { DeepViewKind.AroundMinibrot, 11, -20 },
        { DeepViewKind.OnRealMisiurewiczPoint, 15, -307 },
        { DeepViewKind.FarAroundMinibrot, 16, -330 },
        { DeepViewKind.EarlyEscapeBesideMisiurewiczPoint, 18, -400 },
    };

    [Theory]
    [InlineData("full", 1, 1)]
    [InlineData("full", 67, 1)]
    [InlineData("full", 129, 83)]
    [InlineData("seahorse-1e-3", 160, 90)]
    [InlineData("spiral", 90, 60)]
    public void Any_width_gives_the_scalar_bits_in_plain_double_precision(string name, int width, int height)
    {
        var truth = TruthFile.Load(name);
        foreach (var rule in (EscapeRule[])[Rule, new(1e6, CountKind.Whole)])
            foreach (var limit in (long[])[5, 1500])
            {
                var view = ViewOf(truth) with { Width = width, Height = height };
                var grid = PixelGrid.Of(view, 0.25, -0.125);
                double[] distances = [.. grid.Rows.SelectMany(im => grid.Columns.Select(re => DistanceEstimate.At(re, im, grid.Pitch, rule, limit)))];
                ShouldAgree(new EscapeTask(view, rule, IterationLimit.Fixed(limit), 0.25, -0.125), distances, RenderMethod.Plain);
            }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void Any_width_gives_the_scalar_bits_beside_a_reference(DeepViewKind kind, int seed, double log10Radius)
    {
        var found = DeepViews.Of(kind, seed, log10Radius);
        ShouldAgree(found.View, found.Limit);
    }

    /// <summary>Here δ of the middle pixel is 0 or far below J.</summary>
    [Theory]
    [InlineData("tip of the antenna, beyond double's range")]
    [InlineData("nucleus of period 2")]
    [InlineData("far outside")]
    [InlineData("on the real axis outside")]
    public void Any_width_gives_the_scalar_bits_around_special_points(string name)
    {
        var found = SpecialViews.Of(name);
        ShouldAgree(found.View, found.Limit);
        ShouldAgree(found.View with { Radius = found.View.Radius * ExactDecimal.Parse("1e-900") }, found.Limit);
    }

    [Theory]
    [InlineData("e113", RenderMethod.Perturbation)]
    [InlineData("e1000", RenderMethod.Perturbation)]
    [InlineData("seahorse-1e-3", RenderMethod.Perturbation)]
    [InlineData("full", RenderMethod.Plain)]
    public void An_automatic_limit_measures_what_it_lets_escape(string name, RenderMethod method)
    {
        var view = ViewOf(TruthFile.Load(name)) with { Width = 48, Height = 27 };
        var task = new EscapeTask(view, Rule, IterationLimit.Auto) { WithDistance = true };
        var options = new DeviceOptions(Method: method);
        var (field, statistics) = Render(task, options);
        var pixels = view.Width * view.Height;
        for (var pixel = 0; pixel < pixels; pixel++) double.IsNaN(field[pixels + pixel]).ShouldBe(double.IsNaN(field[pixel]));
        field[pixels..].Count(distance => distance is > 0 and < 1e6).ShouldBeGreaterThan(pixels / 4);
        Render(task with { Limit = IterationLimit.Fixed(statistics.Limit) }, options).Field.ShouldBeTheSameBitsAs(field, "the limit it settled on");
    }

    [Fact]
    public void A_small_escape_radius_is_refused() => Should.Throw<ArgumentException>(() =>
        Render(new EscapeTask(ViewOf("0", "0", "1", 10, 10), new EscapeRule(2), IterationLimit.Fixed(10)) { WithDistance = true }));

    private static void ShouldAgree(View view, long limit)
    {
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), limit);
        var perturbed = new PerturbedView(MipTable.Build(reference), view, Rule, withDistance: true);
        var distances = new double[view.Width * view.Height];
        for (var pixel = 0; pixel < distances.Length; pixel++)
            PerturbedEscapeTime.Count(perturbed, pixel % view.Width, pixel / view.Width, limit, out distances[pixel]);
        ShouldAgree(new EscapeTask(view, Rule, IterationLimit.Fixed(limit)), distances, RenderMethod.Perturbation);
    }

    private static void ShouldAgree(EscapeTask task, double[] distances, RenderMethod method)
    {
        foreach (var way in Ways)
        {
            var options = way with { Method = method };
            var (counts, statistics) = Render(task, options);
            var (both, measured) = Render(task with { WithDistance = true }, options);
            both[..counts.Length].ShouldBeTheSameBitsAs(counts, $"counts, {options}");
            both[counts.Length..].ShouldBeTheSameBitsAs(distances, $"distances, {options}");
            (measured.Limit, measured.Undecided).ShouldBe((statistics.Limit, statistics.Undecided));
        }
    }
}
