using MandelActors.Fractals;
using MandelActors.Numerics;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Where plain double precision hands over to perturbation, both show the same picture.</summary>
public sealed class ChangeOverAgreementTests
{
    private const int Width = 120, Height = 68;

    private static readonly ExactDecimal Nearer = ExactDecimal.Parse("0.9");

    [Theory]
    [InlineData("seahorse-1e-8", 20_000)]
    [InlineData("spiral", 20_000)]
    [InlineData("back-to-black", 20_000)]
    [InlineData("e14", 20_000)]
    [InlineData("e50", 20_000)]
    [InlineData("line", 20_000)]
    public void Both_sides_of_the_change_over_are_the_same_either_way(string name, long limit)
    {
        var truth = TruthFile.Load(name);
        var above = LastPlain(truth.View with { Width = Width, Height = Height });
        var below = above with { Radius = above.Radius * Nearer };
        Field(above, limit, RenderMethod.Auto).Statistics.Deep.ShouldBeNull();
        // Below it a view is opened beside a reference or rendered there; far below always the latter.
        var farBelow = below with { Radius = ExactDecimal.Parse("1e-14") };
        Field(farBelow, limit, RenderMethod.Auto).Statistics.Deep.ShouldNotBeNull();
        foreach (var (view, method) in ((View, RenderMethod)[])[(above, RenderMethod.Plain), (below, RenderMethod.Plain), (below, RenderMethod.Auto)])
        {
            var perturbed = Conditioning.Of(Task(view, limit), new DeviceOptions(Method: RenderMethod.Perturbation));
            perturbed.ShouldJudgeMany();
            perturbed.Apart(Field(view, limit, method).Field)
                .ShouldBeLessThanOrEqualTo(TruthComparison.Tolerance, $"{name} at radius 1e{view.Radius.Log10():f2}, {method}");
        }
    }

    /// <summary>The deepest view on the way to a place that is still rendered plainly, to within a tenth.</summary>
    private static View LastPlain(View place)
    {
        var view = place with { Radius = ExactDecimal.Parse("1e-6") };
        PixelGrid.Suits(view).ShouldBeTrue();
        while (view with { Radius = view.Radius * Nearer } is var next && PixelGrid.Suits(next)) view = next;
        return view;
    }

    private static (double[] Field, EscapeStatistics Statistics) Field(View view, long limit, RenderMethod method) =>
        Render(Task(view, limit), new DeviceOptions(Method: method));

    private static EscapeTask Task(View view, long limit) => new(view, new EscapeRule(), IterationLimit.Fixed(limit));
}
