using FsCheck;
using FsCheck.Fluent;

namespace MandelActors.Numerics.Tests;

public sealed class DoublePairTests
{
    private static readonly Gen<ExactDecimal> Decimals =
        from mantissa in Gen.Choose(-999_999_999, 999_999_999).Two()
        from exponent in Gen.Choose(-25, -15)
        select new ExactDecimal(new System.Numerics.BigInteger(mantissa.Item1) * 1_000_000_007 * 1_000_000_007 + mantissa.Item2, exponent - 9);

    [Fact]
    public void A_pair_holds_a_decimal_to_106_bits() =>
        Prop.ForAll(Decimals.ToArbitrary(), value =>
        {
            var pair = DoublePair.Of(value);
            var error = ExactDecimal.FromDouble(pair.High) + ExactDecimal.FromDouble(pair.Low) - value;
            return pair.High == value.ToDouble() && Math.Abs(error.ToDouble()) <= Math.Abs(pair.High) * 1e-31;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sum_with_a_product_is_the_exact_one_rounded() =>
        Prop.ForAll(Decimals.ToArbitrary(), Decimals.ToArbitrary(), Gen.Choose(-5000, 5000).ToArbitrary(), (centre, pitch, k) =>
        {
            var exact = (centre + pitch * new ExactDecimal(k, 0)).ToDouble();
            var computed = DoublePair.Of(centre).PlusProduct(DoublePair.Of(pitch), k);
            // A tie may fall to either side, hence one unit.
            return computed == exact || computed == Math.BitIncrement(exact) || computed == Math.BitDecrement(exact);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dividing_and_multiplying_again_returns_to_the_start() =>
        Prop.ForAll(Decimals.ToArbitrary(), Gen.Choose(1, 100_000).ToArbitrary(), (value, divisor) =>
        {
            var start = DoublePair.Of(value);
            var end = start.DividedBy(divisor).Times(divisor);
            return Math.Abs((end.High - start.High) + (end.Low - start.Low)) <= Math.Abs(start.High) * 1e-30;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1e-1000", 0.0)]
    [InlineData("1e1000", double.PositiveInfinity)]
    [InlineData("0", 0.0)]
    public void Beyond_the_range_of_doubles_the_leading_part_says_so(string text, double high) =>
        DoublePair.Of(ExactDecimal.Parse(text)).ShouldBe(new DoublePair(high, 0));
}
