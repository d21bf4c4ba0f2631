using System.Globalization;

namespace MandelActors.Numerics.Tests;

public sealed class BinaryLogarithmTests
{
    [Fact]
    public void Powers_of_two_are_exact()
    {
        for (var e = 0; e <= 1023; e++) BinaryLogarithm.Of(Math.ScaleB(1, e)).ShouldBe(e);
    }

    [Theory]
    [InlineData(3, 1.5849625007211561814537389439478)]
    [InlineData(10, 3.3219280948873623478703194294894)]
    [InlineData(65537, 16.00002201361136034)]
    [InlineData(1.4142135623730951, 0.50000000000000009862)]
    [InlineData(1.4142135623730949, 0.49999999999999987210)]
    public void Known_logarithms_are_met(double value, double expected) =>
        BinaryLogarithm.Of(value).ShouldBe(expected, 3e-16 + 1.5 * Math.BitIncrement(expected) - 1.5 * expected);

    [Fact]
    public void It_follows_the_runtimes_logarithm_over_the_whole_range()
    {
        var random = new Random(20);
        for (var i = 0; i < 100_000; i++)
        {
            var value = Math.ScaleB(1 + random.NextDouble(), random.Next(0, 1023));
            var expected = Math.Log2(value);
            var ulp = Math.BitIncrement(expected) - expected;
            // One more ulp for the runtime's own error.
            BinaryLogarithm.Of(value).ShouldBe(expected, 3e-16 + 2.5 * ulp, value.ToString("R", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void The_largest_double_has_a_finite_logarithm() => BinaryLogarithm.Of(double.MaxValue).ShouldBe(1024);
}
