using MandelActors.Fractals.Deep;
using MandelActors.Numerics;
using MandelActors.Testing;

namespace MandelActors.Fractals.Tests.Deep;

/// <summary>A block is off its steps by no more than it says.</summary>
public sealed class MipBlockErrorTests
{
    /// <summary>The steps themselves, in doubles, are off by some of their last bits.</summary>
    private const double StepsRounding = 1.0 / (1L << 50);

    [Theory]
    [InlineData("e14", 1.0 / (1 << 20))]
    [InlineData("e50", SingleMipTable.Tolerance)]
    [InlineData("e113", 1.0 / (1 << 24))]
    [InlineData("misiurewicz-1e-350", MipTable.ShippedTolerance)]
    public void A_block_is_within_its_errors_of_its_steps(string name, double tolerance)
    {
        var truth = TruthFile.Load(name);
        var reference = ReferenceBuilder.Build(new ReferenceSite(truth.View.CentreRe, truth.View.CentreIm, truth.View.Radius), truth.MaxIterations);
        var table = MipTable.Build(reference, tolerance);
        var single = new SingleMipTable(table);
        var random = new Random(5);
        double closest = 0;
        for (var number = table.LeafBase; number > 0 && table.Exists(number); number /= 2)
            for (var i = 0; i < 20; i++)
            {
                var picked = number + random.Next(table.CountOf(number));
                ref readonly var block = ref table[picked];
                var delta = Turned(block.Radius, random);
                // Beside what a reach allows, only farther δ, or c of its own size, say anything.
                var c = Turned(block.Reach.Exponent > 1 << 20 ? FloatExp.One : block.Reach, random);
                var apart = (Stepped(reference, table.BeginOf(picked), table.StepsOf(picked), delta, c) - ((block.A + block.Q * delta) * delta + block.B * c)).Magnitude();
                var bound = BoundOf(single.ErrorOf(picked), block, delta.Magnitude(), c.Magnitude());
                apart.ShouldBeLessThanOrEqualTo(bound, $"block {picked} of {table.StepsOf(picked)} steps");
                closest = Math.Max(closest, (apart / bound).ToDouble());
            }

        closest.ShouldBeGreaterThan(0.01, "a bound that is never nearly reached is no good one");
    }

    private static FloatExp BoundOf(in MipBlockError error, in MipBlock block, FloatExp delta, FloatExp c) =>
        error.Cubic * delta * delta * delta + error.Mixed * delta * c + error.Squared * c * c
        + (block.A.Magnitude() * delta + error.PointSum * c + error.SquareSum * delta * delta) * (error.Rounding + error.Steps * StepsRounding);

    private static ScaledComplex Turned(FloatExp modulus, Random random)
    {
        var angle = random.NextDouble() * Math.Tau;
        return new ScaledComplex(Math.Cos(angle), Math.Sin(angle)) * (modulus * (0.5 + 0.49 * random.NextDouble()));
    }

    private static ScaledComplex Stepped(ReferenceOrbit reference, int m, int steps, ScaledComplex delta, ScaledComplex c)
    {
        for (var end = m + steps; m < end; m++) delta = (reference[m].Scaled(1) + delta) * delta + c;
        return delta;
    }
}
