using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Testing.Deep;

namespace MandelActors.Testing.Tests.Deep;

public sealed class TruthComparisonTests
{
    private const int Samples = 30;

    private static readonly EscapeRule Rule = new();
    private static readonly DeepView Shallow = new("shallow", new View(new(-175, -2), new(1, -3), new(3, -2), 32, 18), 300);

    [Fact]
    public void The_truth_itself_is_met()
    {
        TruthComparison comparison = Compared(nu => nu);
        comparison.Judged.ShouldBeGreaterThan(Samples / 2);
        comparison.Met.ShouldBe(comparison.Judged);
        comparison.Inside.ShouldBeGreaterThan(0);
        comparison.WrongSides.ShouldBeEmpty();
        comparison.Worst.ShouldBe(0);
    }

    [Fact]
    public void Counts_slightly_off_are_told_with_their_places()
    {
        TruthComparison comparison = Compared(nu => nu + 0.011);
        comparison.Met.ShouldBe(comparison.Inside);
        comparison.Unmet.Count.ShouldBe(comparison.Judged - comparison.Inside);
        comparison.WrongSides.ShouldBeEmpty();
        comparison.ToString().ShouldContain("column");
    }

    [Fact]
    public void Inside_called_outside_is_told_and_so_is_outside_called_inside()
    {
        TruthComparison outside = Compared(nu => double.IsNaN(nu) ? 250 : nu);
        outside.WrongSides.Count.ShouldBe(outside.Inside);
        TruthComparison inside = Compared(_ => double.NaN);
        inside.WrongSides.Count.ShouldBe(inside.Judged - inside.Inside);
    }

    [Fact]
    public void Pixels_beside_the_set_are_not_judged()
    {
        // A pixel of size 2·10⁶ about the origin: a millionth of it leads out of the set.
        DeepView coarse = new("coarse", new View(default, default, new(1, 6), 1, 1), 100);
        TruthComparison comparison = TruthComparison.Of(coarse, Rule, (_, _) => 0, 1, 1);
        comparison.Pixels.Count.ShouldBe(1);
        comparison.Judged.ShouldBe(0);
    }

    [Fact]
    public void The_same_seed_finds_the_same_view()
    {
        foreach (DeepViewKind kind in Enum.GetValues<DeepViewKind>())
            DeepViews.Of(kind, 5, -6).ShouldBe(DeepViews.Of(kind, 5, -6));
        MinibrotWalk.Of(5, -6, 1000).ShouldBe(MinibrotWalk.Of(5, -6, 1000));
        DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 5, -6).View.CentreRe.ShouldNotBe(DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 6, -6).View.CentreRe);
    }

    [Fact]
    public void Views_show_what_their_kind_says()
    {
        DeepViews.Of(DeepViewKind.AroundRealMinibrot, 3, -10).View.CentreIm.Sign.ShouldBe(0);
        DeepViews.Of(DeepViewKind.OnRealMisiurewiczPoint, 3, -100).View.CentreIm.Sign.ShouldBe(0);
        DeepViews.Of(DeepViewKind.OnMisiurewiczPoint, 3, -100).View.Radius.Log10().ShouldBe(-100, 1e-6);
        DeepViews.Of(DeepViewKind.FarAroundMinibrot, 3, -300).View.Radius.Log10().ShouldBeLessThan(-150);
        DeepView inside = DeepViews.Of(DeepViewKind.InsideMinibrot, 3, -10);
        PreciseEscapeTime truth = new(inside.View, Rule, inside.Limit);
        truth.Count(0, 0).ShouldBe(double.NaN);
        truth.Count(inside.View.Width - 1, inside.View.Height - 1).ShouldBe(double.NaN);
        DeepView early = DeepViews.Of(DeepViewKind.EarlyEscapeBesideMinibrot, 4, -20);
        truth = new(early.View with { Width = 65, Height = 37 }, Rule, early.Limit);
        double centre = truth.Count(32, 18);
        Enumerable.Range(0, 37).Count(row => !(truth.Count(7 * row % 65, row) <= centre + 10)).ShouldBeGreaterThan(10);
    }

    private static TruthComparison Compared(Func<double, double> distort)
    {
        PreciseEscapeTime truth = new(Shallow.View, Rule, Shallow.Limit);
        return TruthComparison.Of(Shallow, Rule, (column, row) => distort(truth.Count(column, row)), Samples, 1);
    }
}
