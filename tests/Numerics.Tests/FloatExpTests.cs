using FsCheck;
using FsCheck.Fluent;

namespace MandelActors.Numerics.Tests;

public sealed class FloatExpTests
{
    private static readonly Arbitrary<FloatExp> Numbers = (
        from mantissa in Gen.OneOf(ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite), Gen.Elements(0.0, 1, -1, 1.5, double.Epsilon, double.MaxValue, -double.Epsilon))
        from exponent in Gen.OneOf(Gen.Choose(-70, 70), Gen.Choose(-4000, 4000))
        select new FloatExp(mantissa, exponent)).ToArbitrary();

    [Fact]
    public void Numbers_are_normalised() =>
        Prop.ForAll(Numbers, x => x.IsZero ? x == default : Math.Abs(x.Mantissa) is >= 1 and < 2).QuickCheckThrowOnFailure();

    [Fact]
    public void Doubles_come_back() =>
        Prop.ForAll<double>(x => !double.IsFinite(x) || new FloatExp(x).ToDouble() == x).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_differences_and_products_are_the_exact_ones_rounded_once() =>
        Prop.ForAll(Numbers, Numbers, (x, y) =>
        {
            var (a, b) = (x.ToExactDecimal(), y.ToExactDecimal());
            return x + y == FloatExp.Of(a + b) && x - y == FloatExp.Of(a - b) && x * y == FloatExp.Of(a * b);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Quotients_and_roots_are_the_exact_ones_rounded_once() =>
        Prop.ForAll(Numbers, Numbers, (x, y) =>
        {
            var root = FloatExp.Sqrt(FloatExp.Abs(x));
            return (y.IsZero || IsNearest(x / y, q => q * y.ToExactDecimal() - x.ToExactDecimal(), y))
                && IsNearest(root, r => r * r - FloatExp.Abs(x).ToExactDecimal(), root);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Order_is_that_of_the_exact_values() =>
        Prop.ForAll(Numbers, Numbers, (x, y) =>
        {
            var order = x.ToExactDecimal().CompareTo(y.ToExactDecimal());
            return Math.Sign(x.CompareTo(y)) == Math.Sign(order) && x < y == order < 0 && x >= y == order >= 0
                && FloatExp.Max(x, y).CompareTo(x) >= 0 && FloatExp.Min(x, y).CompareTo(y) <= 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_far_smaller_summand_changes_nothing_and_zero_never_does()
    {
        var tiny = new FloatExp(1.25, -3000);
        (FloatExp.One + tiny).ShouldBe(FloatExp.One);
        (FloatExp.One - tiny).ShouldBe(FloatExp.One);
        (default(FloatExp) + tiny).ShouldBe(tiny);
        (tiny + default(FloatExp)).ShouldBe(tiny);
        (tiny - tiny).ShouldBe(default);
    }

    [Theory]
    [InlineData(1.0, -1080)]
    [InlineData(1.0, -1074)]
    [InlineData(1.5, -1060)]
    [InlineData(1.9999999999999998, 1023)]
    [InlineData(1.0, 1024)]
    [InlineData(-1.0, long.MaxValue / 4)]
    [InlineData(-1.0, long.MinValue / 4)]
    public void Beyond_doubles_the_nearest_double_is_subnormal_zero_or_infinite(double mantissa, long exponent) =>
        new FloatExp(mantissa, exponent).ToDouble().ShouldBe(Math.ScaleB(mantissa, (int)Math.Clamp(exponent, -2000, 2000)));

    [Theory]
    [InlineData("1e-10000", -33219.280948873623478703194294894)]
    [InlineData("-1e5000", 16609.640474436811739351597147447)]
    [InlineData("1", 0)]
    public void Logarithms_reach_any_depth(string text, double expected)
    {
        var log2 = FloatExp.Of(ExactDecimal.Parse(text)).Log2();
        log2.ShouldBe(expected, Math.Abs(expected) * 4.5e-16 + 1e-300);
    }

    [Fact]
    public void Decimals_are_rounded_to_the_nearest_ties_to_even()
    {
        FloatExp.Of(ExactDecimal.Parse("9007199254740993")).ShouldBe(new FloatExp(9007199254740992));
        FloatExp.Of(ExactDecimal.Parse("9007199254740995")).ShouldBe(new FloatExp(9007199254740996));
        FloatExp.Of(ExactDecimal.Parse("9007199254740993.00000000000000000000000000001")).ShouldBe(new FloatExp(9007199254740994));
        Prop.ForAll<double>(x => !double.IsFinite(x) || FloatExp.Of(ExactDecimal.FromDouble(x)) == new FloatExp(x)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1.25, 0, "1.25")]
    [InlineData(0, 0, "0")]
    public void Text_is_decimal(double mantissa, long exponent, string text) => new FloatExp(mantissa, exponent).ToString().ShouldBe(text);

    [Fact]
    public void Text_beyond_doubles_has_at_least_ten_right_digits()
    {
        var text = new FloatExp(-1, -3321).ToString();
        text.ShouldStartWith("-1.902761694");
        text.ShouldEndWith("e-1000");
    }

    [Fact]
    public void What_is_no_number_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new FloatExp(double.NaN));
        Should.Throw<ArgumentOutOfRangeException>(() => new FloatExp(double.NegativeInfinity, 3));
        Should.Throw<DivideByZeroException>(() => FloatExp.One / default(FloatExp));
        Should.Throw<ArgumentOutOfRangeException>(() => FloatExp.Sqrt(-1));
    }

    /// <summary>Whether the defect, monotonic in the candidate, changes sign within half a unit on either side.</summary>
    private static bool IsNearest(FloatExp candidate, Func<ExactDecimal, ExactDecimal> defect, FloatExp slope)
    {
        var exact = candidate.ToExactDecimal();
        if (defect(exact).Sign == 0) return true;
        var half = new FloatExp(1, candidate.Exponent - 53).ToExactDecimal();
        return defect(exact - half).Sign * slope.Sign <= 0 && defect(exact + half).Sign * slope.Sign >= 0;
    }
}
