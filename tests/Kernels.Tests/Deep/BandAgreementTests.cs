using MandelActors.Fractals;
using MandelActors.Numerics;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Where plain doubles hand over to bands of doubles, and at the ends of double's range, no picture changes.</summary>
public sealed class BandAgreementTests
{
    private const int Samples = 6;

    private static readonly double Fine = Math.ScaleB(1, -48);

    private static readonly EscapeRule Rule = new();

    /// <summary>Both sides of where offsets get an exponent (2⁻⁴⁷⁰ ≈ 3.28·10⁻¹⁴²), and of every edge that a double has.</summary>
    public static TheoryData<DeepViewKind, string> Edges { get; } = AllEdges();

    [Theory]
    [InlineData(DeepViewKind.AroundMinibrot, 31, -3)]
    [InlineData(DeepViewKind.OnMisiurewiczPoint, 32, -3)]
    [InlineData(DeepViewKind.AtTheEdge, 33, -8)]
    [InlineData(DeepViewKind.FarAroundMinibrot, 34, -20)]
    [InlineData(DeepViewKind.AroundMinibrot, 35, -40)]
    [InlineData(DeepViewKind.EarlyEscapeBesideMinibrot, 36, -50)]
    [InlineData(DeepViewKind.FarAroundRealMinibrot, 37, -100)]
    [InlineData(DeepViewKind.OnMisiurewiczPoint, 38, -140)]
    [InlineData(DeepViewKind.AroundMinibrot, 39, -140)]
    public void A_view_is_the_same_with_bands_and_without(DeepViewKind kind, int seed, double log10Radius)
    {
        var (_, view, limit) = DeepViews.Of(kind, seed, log10Radius);
        var task = new EscapeTask(view, Rule, IterationLimit.Fixed(limit));
        var options = new DeviceOptions(Method: RenderMethod.Perturbation, Tolerance: Fine);
        var without = Conditioning.Of(task, options);
        without.ShouldJudgeMany();
        without.Apart(Render(task, options with { AlwaysBands = true }).Field).ShouldBeLessThanOrEqualTo(1e-6);
        // As shipped, where the two may take other blocks.
        var shipped = options with { Tolerance = new DeviceOptions().Tolerance };
        without.Apart(Render(task, shipped with { AlwaysBands = true }).Field).ShouldBeLessThanOrEqualTo(0.005);
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public void The_truth_is_met_on_both_sides_of_every_edge(DeepViewKind kind, string radius)
    {
        var found = DeepViews.Of(kind, 41, -355);
        var edge = found with { View = found.View with { Radius = ExactDecimal.Parse(radius) } };
        var (field, _) = Render(new EscapeTask(edge.View, Rule, IterationLimit.Fixed(edge.Limit)));
        var comparison = TruthComparison.Of(edge, Rule, field, Samples, 1);
        comparison.Unmet.ShouldBeEmpty(comparison.ToString());
        comparison.Judged.ShouldBeGreaterThanOrEqualTo(Samples / 2, comparison.ToString());
    }

    private static TheoryData<DeepViewKind, string> AllEdges()
    {
        TheoryData<DeepViewKind, string> edges = [];
        foreach (var kind in (DeepViewKind[])[DeepViewKind.OnMisiurewiczPoint, DeepViewKind.FarAroundRealMinibrot])
            foreach (var radius in (string[])["6.6e-142", "3.3e-142", "3.2e-142", "1e-300", "1e-307", "2.3e-308", "1e-308", "1e-309", "1e-320", "5e-324", "1e-324", "1e-350"])
                edges.Add(kind, radius);
        return edges;
    }
}
