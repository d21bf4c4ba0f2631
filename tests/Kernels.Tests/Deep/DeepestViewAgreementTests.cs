using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;
using MandelActors.Testing;
using MandelActors.Testing.Deep;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Views as deep as is promised: the table one level off, and a handful of pixels by brute force.</summary>
public sealed class DeepestViewAgreementTests
{
    private const double TableTolerance = 0.005;

    private static readonly DeviceOptions OneLevelOff = new(LeafLevel: MipTable.ShippedLeafLevel + 1);

    [Fact]
    public void The_picture_at_1e_5000_is_the_same_with_the_table_one_level_off()
    {
        var truth = TruthFile.Load("misiurewicz-1e-5000");
        var task = new EscapeTask(truth.View, new EscapeRule(), IterationLimit.Fixed(truth.MaxIterations));
        var shipped = Conditioning.Of(task, new DeviceOptions());
        shipped.ShouldJudgeMany();
        var (other, _) = Render(task, OneLevelOff);
        shipped.Apart(other).ShouldBeLessThanOrEqualTo(TableTolerance);
        foreach (var pixel in truth.Pixels)
            PixelTruth.Apart(other[pixel.Row * truth.Width + pixel.Column], pixel.Nu ?? double.NaN).ShouldBeLessThanOrEqualTo(TruthComparison.Tolerance);
    }

    [Fact]
    public void The_picture_at_1e_10000_is_the_same_with_the_table_one_level_off_and_brute_force_agrees()
    {
        const int Digits = 10_000, Limit = 20_000, Width = 64, Height = 36;
        var bits = (int)(Digits * Math.Log2(10)) + 128;
        // Its orbit ends in a fixed point that repels by 3.84 a step: 17,100 steps from 1e-10000 to an escape.
        var point = MisiurewiczPoint.Near(PrecisePoint.Of(-1.77, 0.066, bits), 5, 1).ShouldNotBeNull().Point;
        var view = new View(point.DecimalRe(Digits + 20), point.DecimalIm(Digits + 20), ExactDecimal.Parse("1e-10000"), Width, Height);
        var task = new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(Limit));
        var shipped = Conditioning.Of(task, new DeviceOptions());
        shipped.ShouldJudgeMany();
        shipped.Field.Count(double.IsFinite).ShouldBeGreaterThan(Width * Height / 2);
        var (other, statistics) = Render(task, OneLevelOff);
        statistics.Deep.ShouldNotBeNull().PrecisionBits.ShouldBeGreaterThan(33_000);
        shipped.Apart(other).ShouldBeLessThanOrEqualTo(TableTolerance);

        var pixels = new Random(5).GetItems([.. Enumerable.Range(0, Width * Height).Where(pixel => shipped.IsWellConditioned[pixel])], 4);
        var precise = new PreciseEscapeTime(view, new EscapeRule(), Limit);
        ShouldBe(precise.Count(pixels[0] % Width, pixels[0] / Width), pixels[0]);
        // The rest in digits of 28 bits, which are some 20 times faster than BigInteger and tested against it.
        var grid = new PreciseGrid(view, precise.FractionBits);
        foreach (var pixel in pixels)
        {
            var (re, im) = grid.At(pixel % Width, pixel / Width);
            ShouldBe(Count(new PrecisePoint(re, im, precise.FractionBits), Digits + 40, Limit), pixel);
        }

        void ShouldBe(double nu, int pixel) =>
            PixelTruth.Apart(shipped.Field[pixel], nu).ShouldBeLessThanOrEqualTo(TruthComparison.Tolerance, $"pixel {pixel} is {shipped.Field[pixel]}, truly {nu}");
    }

    /// <summary>The count of a point, every step in full precision until it is certain to escape.</summary>
    private static double Count(PrecisePoint point, int decimals, int limit)
    {
        var orbit = new ComplexOrbit(point.DecimalRe(decimals), point.DecimalIm(decimals), point.Bits);
        while (orbit.Value.Exponent < 2 && orbit.Steps < limit) orbit.Advance();
        // What a double rounds from here on moves ν by some 10⁻¹⁶.
        var z = orbit.ToDoubles();
        var c = point.ToScaled().ToDoubles();
        for (var n = orbit.Steps; n <= limit; n++)
        {
            var squaredModulus = z.Re * z.Re + z.Im * z.Im;
            if (squaredModulus > new EscapeRule().Bound) return SmoothCount.Of(n, squaredModulus);
            z = (z.Re * z.Re - z.Im * z.Im + c.Item1, 2 * z.Re * z.Im + c.Item2);
        }

        return double.NaN;
    }
}
