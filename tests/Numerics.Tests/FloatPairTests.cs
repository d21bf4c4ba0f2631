namespace MandelActors.Numerics.Tests;

public sealed class FloatPairTests
{
    /// <summary>u² = 2⁻⁴⁸.</summary>
    private const double UnitSquared = 1.0 / (1L << 48);

    [Fact]
    public void A_pair_is_within_48_bits_of_its_number_and_nothing_far_below_one()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var value = Number(random);
            var pair = FloatPair.Of(value);
            Math.Abs(pair.High + (double)pair.Low - value).ShouldBeLessThanOrEqualTo(UnitSquared * Math.Abs(value));
            pair.High.ShouldBe((float)value);
        }

        FloatPair.Of(1e-31).ShouldBe(default);
        FloatPair.Of(0).ShouldBe(default);
    }

    [Fact]
    public void Sums_are_within_their_bound_however_much_cancels()
    {
        var random = new Random(2);
        for (var i = 0; i < 10_000; i++)
        {
            var left = FloatPair.Of(Number(random));
            var right = i % 2 == 0 ? FloatPair.Of(Number(random)) : -FloatPair.Of((left.High + (double)left.Low) * (1 + random.NextDouble() * 1e-9));
            var bound = 3 * UnitSquared * (Magnitude(left) + Magnitude(right));
            ShouldBeWithin(Exact(left + right), bound, Exact(left) + Exact(right));
        }
    }

    [Fact]
    public void Sums_of_products_are_within_their_bound_however_much_cancels()
    {
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var (a, b, c, d) = (FloatPair.Of(Number(random)), FloatPair.Of(Number(random)), FloatPair.Of(Number(random)), FloatPair.Of(Number(random)));
            if (i % 3 == 0) (c, d) = (-b, a);
            var products = Exact(a) * Exact(b) + Exact(c) * Exact(d);
            var e = i % 2 == 0 ? FloatPair.Of(Number(random)) : FloatPair.Of(-products.ToDouble());
            var bound = UnitSquared * (25 * (Magnitude(a) * Magnitude(b) + Magnitude(c) * Magnitude(d)) + 7 * Magnitude(e));
            ShouldBeWithin(Exact(FloatPair.SumOfProducts(a, b, c, d, e)), bound, products + Exact(e));
        }
    }

    private static double Number(Random random) => Math.ScaleB(random.NextDouble() * 2 - 1, random.Next(-20, 3));

    private static double Magnitude(FloatPair pair) => Math.Abs(pair.High + (double)pair.Low);

    private static ExactDecimal Exact(FloatPair pair) => ExactDecimal.FromDouble(pair.High) + ExactDecimal.FromDouble(pair.Low);

    private static void ShouldBeWithin(ExactDecimal actual, double bound, ExactDecimal expected) =>
        Math.Abs((actual - expected).ToDouble()).ShouldBeLessThanOrEqualTo(bound);
}
