using MandelActors.Fractals;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>The device against pixels computed elsewhere in arbitrary precision, shallow and deep.</summary>
public sealed class DeepTruthTests
{
    private const double Share = 0.99;

    public static TheoryData<string> Names { get; } = new(TruthFile.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Known_pixels_are_met_at_any_depth(string name)
    {
        var truth = TruthFile.Load(name);
        var (field, _) = Render(new EscapeTask(truth.View, new EscapeRule(), IterationLimit.Fixed(truth.MaxIterations)));
        var apart = truth.Pixels.ToDictionary(p => p, p => PixelTruth.Apart(field[p.Row * truth.Width + p.Column], p.Nu ?? double.NaN));
        apart.Where(p => double.IsInfinity(p.Value)).Select(p => p.Key).ShouldBeEmpty("inside or outside must be right everywhere");
        var unmet = apart.Where(p => p.Value > TruthComparison.Tolerance).ToArray();
        unmet.Length.ShouldBeLessThanOrEqualTo((int)((1 - Share) * truth.Pixels.Count), string.Join('\n', unmet.Select(p => $"{p.Key} is {p.Value} off")));
    }
}
