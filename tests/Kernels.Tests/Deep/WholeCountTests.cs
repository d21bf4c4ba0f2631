using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>A whole count is right or wrong: blocks that are good enough for smooth counts would put one pixel of fifty a count off.</summary>
public sealed class WholeCountTests
{
    [Fact]
    public void Blocks_give_the_whole_counts_of_single_steps()
    {
        var view = StackPlaces.Notebook.ViewAt(119_999) with { Width = 96, Height = 96 };
        EscapeTask task = new(view, new EscapeRule(2, CountKind.Whole), IterationLimit.Fixed(20_000));
        var (expected, _) = Render(task, new DeviceOptions(Method: RenderMethod.Perturbation, Tolerance: 0));

        var (counts, statistics) = Render(task, new DeviceOptions(Method: RenderMethod.Perturbation));

        statistics.Deep.ShouldNotBeNull();
        counts.Zip(expected).Count(pair => !pair.First.Equals(pair.Second)).ShouldBeLessThanOrEqualTo(1);
        WithShippedBlocks(task).Zip(expected).Count(pair => !pair.First.Equals(pair.Second)).ShouldBeGreaterThan(50, "this place would not tell");
    }

    /// <summary>Whole counts from smooth ones, which are computed with the tolerance that is enough for them: n is ν rounded up for an escape radius near 2.</summary>
    private static double[] WithShippedBlocks(EscapeTask task)
    {
        var reference = ReferenceBuilder.Build(new ReferenceSite(task.View.CentreRe, task.View.CentreIm, task.View.Radius), task.Limit.Value);
        var table = MipTable.Build(reference);
        PerturbedView pixels = new(table, task.View, task.Rule);
        var counts = new double[task.View.Width * task.View.Height];
        for (var i = 0; i < counts.Length; i++) counts[i] = PerturbedEscapeTime.Count(pixels, i % task.View.Width, i / task.View.Width, task.Limit.Value);
        return counts;
    }
}
