using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace MandelActors.Numerics.Tests;

public sealed class ExactDecimalRoundingTests
{
    private static readonly Gen<ExactDecimal> Numbers =
        from mantissa in Gen.Choose(-2_000_000_000, 2_000_000_000).Where(m => m != 0)
        from exponent in Gen.Choose(-60, 60)
        select new ExactDecimal(mantissa, exponent);

    [Theory]
    [InlineData("123456", 3, "123000")]
    [InlineData("-0.0015", 1, "-0.002")]
    [InlineData("9.996", 3, "10")]
    [InlineData("1e500", 1, "1e500")]
    [InlineData("0", 5, "0")]
    [InlineData("999", 3, "999")]
    [InlineData("1000000000000000000000000000001", 30, "1000000000000000000000000000000")]
    public void Significant_digits_round_halves_away_from_zero(string value, int digits, string expected) =>
        ExactDecimal.Parse(value).Significant(digits).ShouldBe(ExactDecimal.Parse(expected));

    [Fact]
    public void Significant_digits_are_as_many_as_asked_for_beside_powers_of_ten()
    {
        for (var n = 1; n < 400; n++)
            foreach (var beside in (int[])[-1, 0, 1])
            {
                var value = new ExactDecimal(BigInteger.Pow(10, n) + beside, 0);
                var digits = beside < 0 ? n : n + 1;
                value.Significant(digits).ShouldBe(value);
                if (beside != 0 && digits > 1) value.Significant(digits - 1).ShouldBe(new ExactDecimal(1, n));
            }
    }

    [Fact]
    public void A_power_is_the_product_rounded() =>
        Prop.ForAll(Numbers.ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (value, power) =>
        {
            var exact = Enumerable.Repeat(value, power).Aggregate(new ExactDecimal(1, 0), (product, factor) => product * factor);
            return IsWithin(value.Power(power, 20), exact, 20);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_high_power_keeps_its_digits()
    {
        // Python's decimal with 70 digits.
        var expected = ExactDecimal.Parse("10643821044822.6222455526214801335177571822720");
        IsWithin(ExactDecimal.Parse("1.00025").Power(119_999, 30), expected, 30).ShouldBeTrue();
    }

    [Fact]
    public void A_quotient_times_the_divisor_is_the_dividend_again() =>
        Prop.ForAll(Numbers.ToArbitrary(), Numbers.ToArbitrary(), (dividend, divisor) =>
            IsWithin(dividend.DividedBy(divisor, 25) * divisor, dividend, 25)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1", "8", "0.125")]
    [InlineData("-6e-400", "2e300", "-3e-700")]
    [InlineData("0", "7", "0")]
    [InlineData("2", "3", "0.6667")]
    public void A_quotient_that_ends_is_exact_and_others_are_rounded(string dividend, string divisor, string quotient) =>
        ExactDecimal.Parse(dividend).DividedBy(ExactDecimal.Parse(divisor), 4).ShouldBe(ExactDecimal.Parse(quotient));

    [Fact]
    public void Nothing_is_divided_by_zero() =>
        Should.Throw<DivideByZeroException>(() => new ExactDecimal(1, 0).DividedBy(default, 10));

    /// <summary>Whether a value is within two units of the last of its digits.</summary>
    private static bool IsWithin(ExactDecimal value, ExactDecimal exact, int digits)
    {
        var apart = value - exact;
        var (difference, magnitude) = (apart.Sign < 0 ? -apart : apart, exact.Sign < 0 ? -exact : exact);
        return difference <= magnitude * new ExactDecimal(20, -digits);
    }
}
