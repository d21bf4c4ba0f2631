using MandelActors.Fractals.Deep;
using MandelActors.Testing;

namespace MandelActors.Fractals.Tests.Deep;

/// <summary>The scalar truth against the truth files, which another program computed.</summary>
public sealed class PreciseEscapeTimeTruthTests
{
    /// <summary>Eight seconds for a single pixel of 540,000 steps of 3,700 bits: the files like it stand for it.</summary>
    private const string TooLong = "e1086";

    /// <summary>Half a unit of the files' last digit, and the slack of both sides' logarithms.</summary>
    private const double Rounding = 5.001e-7;

    /// <summary>How many pixels of a file are followed where all of them would take more than about a second.</summary>
    private static readonly Dictionary<string, int> Affordable = new()
    {
        ["flake"] = 12,
        ["e50"] = 4,
        ["e533"] = 1,
        ["e634"] = 1,
        ["e1000"] = 2,
        ["misiurewicz-1e-5000"] = 1,
    };

    public static TheoryData<string> Names { get; } = new(TruthFile.Names.Where(name => name != TooLong));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_pixel_is_met_to_the_last_digit_given(string name)
    {
        var truth = TruthFile.Load(name);
        // The files were computed with this radius.
        var precise = new PreciseEscapeTime(truth.View, new EscapeRule(1e8), truth.MaxIterations);
        var pixels = truth.Pixels.Take(Affordable.GetValueOrDefault(name, truth.Pixels.Count)).ToArray();
        var counts = pixels.AsParallel().AsOrdered().Select(p => precise.Count(p.Column, p.Row)).ToArray();
        for (var i = 0; i < pixels.Length; i++)
        {
            if (pixels[i].Nu is { } nu)
                counts[i].ShouldBe(nu, Rounding, $"{name} at {pixels[i].Column}, {pixels[i].Row}");
            else
                counts[i].ShouldBe(double.NaN);
        }
    }

    [Theory]
    [InlineData("full")]
    [InlineData("seahorse-1e-8")]
    [InlineData("line")]
    [InlineData("e113")]
    [InlineData("flake")]
    [InlineData("misiurewicz-1e-350")]
    public void Sixty_four_bits_more_change_no_count(string name)
    {
        var truth = TruthFile.Load(name);
        var precise = new PreciseEscapeTime(truth.View, new EscapeRule(), truth.MaxIterations);
        var finer = new PreciseEscapeTime(truth.View, new EscapeRule(), truth.MaxIterations, 64);
        finer.FractionBits.ShouldBe(precise.FractionBits + 64);
        foreach (var p in truth.Pixels.Where(p => p.Nu is not null).Take(6)) finer.Count(p.Column, p.Row).ShouldBe(precise.Count(p.Column, p.Row), 1e-10);
    }

    [Fact]
    public void Without_the_margin_counts_are_wrong()
    {
        // The proof that the test above compares something that depends on the bits.
        var truth = TruthFile.Load("line");
        var coarse = new PreciseEscapeTime(truth.View, new EscapeRule(1e8), truth.MaxIterations, -PreciseEscapeTime.MarginBits);
        truth.Pixels.Count(p => Math.Abs(coarse.Count(p.Column, p.Row) - p.Nu!.Value) > Rounding).ShouldBeGreaterThan(truth.Pixels.Count / 2);
    }
}
