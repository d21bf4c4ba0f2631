using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>With the table, without it (every step exact) and with a coarser one, pictures are the same.</summary>
public sealed class MipTableAgreementTests
{
    /// <summary>What the table as shipped may change of a well-conditioned pixel.</summary>
    private const double ShippedTolerance = 0.005;

    /// <summary>What is left of it with ε = 2⁻⁴⁸.</summary>
    private const double FineTolerance = 1e-6;

    private static readonly double Fine = Math.ScaleB(1, -48);

    private static readonly DeviceOptions Shipped = new(Method: RenderMethod.Perturbation);

    /// <summary>Names and sizes, so that every step of every pixel can be afforded.</summary>
    public static TheoryData<string, int, int> Views { get; } = AllViews();

    [Theory]
    [MemberData(nameof(Views))]
    public void The_table_changes_no_well_conditioned_pixel(string name, int width, int height)
    {
        var (_, view, limit) = AgreementViews.Of(name, width, height);
        var task = new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(limit));
        var exact = Conditioning.Of(task, Shipped with { Tolerance = 0 });
        exact.ShouldJudgeMany();
        var (shipped, statistics) = Render(task, Shipped);
        // Some views are over with the table's head, which all pixels share, and at 10⁻⁸ no block is small enough.
        if (name != "seahorse-1e-8") (statistics.Deep!.Jumps + statistics.Deep.Steps).ShouldBeLessThan(exact.Steps);
        exact.Apart(shipped).ShouldBeLessThanOrEqualTo(ShippedTolerance, "as shipped");
        exact.Apart(Render(task, Shipped with { Tolerance = Fine }).Field).ShouldBeLessThanOrEqualTo(FineTolerance, "at ε = 2⁻⁴⁸");
        exact.Apart(Render(task, Shipped with { LeafLevel = MipTable.ShippedLeafLevel + 1 }).Field).ShouldBeLessThanOrEqualTo(ShippedTolerance, "one level off");
        exact.Apart(Render(task, Shipped with { LeafLevel = 1 }).Field).ShouldBeLessThanOrEqualTo(ShippedTolerance, "with short blocks");
    }

    private static TheoryData<string, int, int> AllViews()
    {
        TheoryData<string, int, int> views = new()
        {
            { "e14", 120, 68 },
            { "line", 120, 68 },
            { "seahorse-1e-8", 64, 36 },
            { "back-to-black", 64, 36 },
            { "e113", 64, 36 },
            { "flake", 64, 36 },
            { "misiurewicz-1e-350", 64, 36 },
            { "e50", 32, 18 },
        };
        foreach (var name in AgreementViews.SeededNames) views.Add(name, 64, 36);
        return views;
    }
}
