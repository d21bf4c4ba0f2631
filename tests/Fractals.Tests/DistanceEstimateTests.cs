using MandelActors.Fractals.Deep;
using MandelActors.Testing;
using MandelActors.Testing.Deep;

namespace MandelActors.Fractals.Tests;

/// <summary>The distance from the set: places where it is known, and everywhere else how steeply brute force's smooth count rises.</summary>
public sealed class DistanceEstimateTests
{
    /// <summary>So large that counts go on smoothly from one index to the next.</summary>
    private static readonly EscapeRule Far = new(1e10);

    /// <summary>The needle ends at −2. Before the end of a slit the estimate is as large as Koebe allows: twice the distance.</summary>
    [Fact]
    public void Known_before_the_tip_of_the_needle()
    {
        for (var distance = 1e-4; distance > 1e-8; distance /= 3)
            (DistanceEstimate.At(-2 - distance, 0, 1e-3, new EscapeRule(), 1000) * 1e-3).ShouldBe(2 * distance, 1e-3 * distance);
    }

    /// <summary>Far away the potential is ln|c|.</summary>
    [Fact]
    public void Known_from_afar() => DistanceEstimate.At(3e6, 4e6, 1e3, new EscapeRule(1e10), 10).ShouldBe(5e3 * Math.Log(5e6), 0.01);

    /// <summary>Beside the disc of period 2, straight outwards: what is in the set there may be nearer than the disc, not farther.</summary>
    [Theory]
    [InlineData(-1.25, 0, -1, 0)]
    [InlineData(-1, 0.25, 0, 1)]
    public void The_set_is_no_nearer_than_Koebes_theorem_allows(double re, double im, double towardsRe, double towardsIm)
    {
        for (var distance = 0.05; distance > 1e-6; distance /= 3)
        {
            var estimate = DistanceEstimate.At(re + distance * towardsRe, im + distance * towardsIm, 1, new EscapeRule(), 1_000_000);
            if (!double.IsNaN(estimate)) (estimate / 2).ShouldBeLessThan(distance * 1.001);
        }
    }

    [Fact]
    public void Inside_there_is_no_distance() => DistanceEstimate.At(-0.1, 0.2, 1e-3, new EscapeRule(), 5000).ShouldBe(double.NaN);

    [Fact]
    public void Half_the_pitch_makes_twice_the_pixels() =>
        DistanceEstimate.At(0.3, 0.6, 0.5e-3, new EscapeRule(), 5000).ShouldBe(2 * DistanceEstimate.At(0.3, 0.6, 1e-3, new EscapeRule(), 5000), 1e-10);

    [Theory]
    [InlineData("full")]
    [InlineData("seahorse-1e-3")]
    [InlineData("spiral")]
    public void Counts_rise_as_the_distance_says(string name)
    {
        var truth = TruthFile.Load(name);
        var grid = PixelGrid.Of(truth.View);
        var precise = new PreciseEscapeTime(truth.View, Far, truth.MaxIterations);
        var judged = 0;
        foreach (var pixel in truth.Pixels.Where(pixel => pixel.Nu is < 2000))
        {
            var (re, im) = (grid.Columns[pixel.Column], grid.Rows[pixel.Row]);
            var distance = DistanceEstimate.At(re, im, grid.Pitch, Far, truth.MaxIterations);
            if (distance is < 1e-4 or > 1e4) continue;
            judged++;
            distance.ShouldBe(CountSlope.Distance(precise, pixel.Column, pixel.Row, distance), 1e-4 * distance, $"{pixel}");
            DistanceEstimate.At(re, im, grid.Pitch, new EscapeRule(), truth.MaxIterations).ShouldBe(distance, 1e-4 * distance, $"{pixel}");
        }

        judged.ShouldBeGreaterThan(10);
    }

    [Fact]
    public void A_derivative_beyond_all_numbers_is_no_distance_and_none_at_all_an_infinite_one()
    {
        DistanceEstimate.Of(1e6, double.PositiveInfinity, 0).ShouldBe(0);
        DistanceEstimate.Of(1e6, double.NaN, 1).ShouldBe(0);
        DistanceEstimate.Of(1e6, 0, 0).ShouldBe(double.PositiveInfinity);
        DistanceEstimate.Of(1e6, 1e300, 1e300, 1000).ShouldBe(0);
        DistanceEstimate.Of(Math.Exp(2), 3, 4).ShouldBe(Math.E / 5, 1e-15);
    }

    [Fact]
    public void A_small_escape_radius_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => DistanceEstimate.At(0, 2, 1, new EscapeRule(4), 100));
}
