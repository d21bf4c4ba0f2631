using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>References that come to rest on a cycle whose basin is narrower than a double's last digit wherever it is far from 0.</summary>
public sealed class SettledReferenceTests
{
    // Inside a copy of the set near −2, attracted by a cycle of period 66: 20,000 steps in fixed point of 130 to 8,000 bits do not escape.
    private const string Re = "-1.99999911758766165543764649311537154663", Im = "-4.2402439547240753390707694210131039e-13";

    [Theory]
    [InlineData("2e-33")]
    [InlineData("2e-37")]
    [InlineData("2e-40")]
    [InlineData("2e-49")]
    public void A_view_inside_a_copy_is_inside(string radius)
    {
        var view = ViewOf(Re, Im, radius, 16, 16);
        Render(new EscapeTask(view, new EscapeRule(), IterationLimit.Auto)).Field.ShouldAllBe(count => double.IsNaN(count));
    }

    [Fact]
    public void The_reference_ends_where_it_comes_nearest_to_zero()
    {
        var view = ViewOf(Re, Im, "2e-40", 16, 16);
        var reference = ReferenceBuilder.Build(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius), 1 << 20);
        reference.End.ShouldBe(ReferenceEnd.Settled);
        var last = reference[reference.Last].Magnitude();
        for (var n = reference.Last - 65; n < reference.Last; n++) (last < reference[n].Magnitude()).ShouldBeTrue($"step {n}");
    }
}
