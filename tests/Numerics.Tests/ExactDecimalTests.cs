using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace MandelActors.Numerics.Tests;

public sealed class ExactDecimalTests
{
    private static readonly Gen<ExactDecimal> Numbers =
        from digits in Gen.Choose(1, 40).SelectMany(n => Gen.Choose(0, 9).ArrayOf(n))
        from negative in Gen.Elements(true, false)
        from exponent in Gen.Choose(-400, 400)
        select new ExactDecimal(digits.Aggregate(BigInteger.Zero, (sum, d) => sum * 10 + d) * (negative ? -1 : 1), exponent);

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("-0.0e5", 0, 0)]
    [InlineData("100", 1, 2)]
    [InlineData("-0.75", -75, -2)]
    [InlineData("+1.50", 15, -1)]
    [InlineData(".5", 5, -1)]
    [InlineData("5.", 5, 0)]
    [InlineData("1.3e-1021", 13, -1022)]
    [InlineData("2E+3", 2, 3)]
    public void Text_is_taken_exactly_and_normalised(string text, int mantissa, int exponent)
    {
        ExactDecimal value = ExactDecimal.Parse(text);
        value.Mantissa.ShouldBe(mantissa);
        value.Exponent.ShouldBe(exponent);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("e5")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1.2.3")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("0x10")]
    [InlineData("--1")]
    [InlineData("1e100001")]
    [InlineData("1e-99999999999999999999")]
    public void What_is_no_such_number_is_refused_with_what_was_expected(string text)
    {
        ExactDecimal.TryParse(text, out _, out var reason).ShouldBeFalse();
        reason.ShouldStartWith("a decimal number");
        Should.Throw<FormatException>(() => ExactDecimal.Parse(text));
    }

    [Fact]
    public void A_text_too_long_is_refused_by_its_length_alone()
    {
        ExactDecimal.TryParse(new string('7', 10_000_000), out _, out var reason).ShouldBeFalse();
        reason.ShouldBe("a decimal number of at most 100000 characters, found 10000000");
    }

    [Fact]
    public void The_longest_text_and_a_million_zeros_are_normalised()
    {
        ExactDecimal.Parse("1" + new string('0', ExactDecimal.LongestText - 1)).ShouldBe(new ExactDecimal(1, ExactDecimal.LongestText - 1));
        var value = new ExactDecimal(7 * BigInteger.Pow(10, 1_000_003), -3);
        (value.Mantissa, value.Exponent).ShouldBe((7, 1_000_000));
    }

    [Fact]
    public void The_largest_and_smallest_exponents_may_meet_in_one_sum()
    {
        ExactDecimal large = ExactDecimal.Parse("1e100000");
        ExactDecimal small = ExactDecimal.Parse("-1e-100000");
        ExactDecimal sum = large + small;
        sum.ShouldBeLessThan(large);
        (sum - large).ShouldBe(small);
    }

    [Theory]
    [InlineData("1e400", double.PositiveInfinity)]
    [InlineData("-1e400", double.NegativeInfinity)]
    [InlineData("1e-400", 0.0)]
    [InlineData("5e-324", double.Epsilon)]
    [InlineData("2.4703282292062327208e-324", 0.0)]
    [InlineData("1.7976931348623157e308", double.MaxValue)]
    [InlineData("0.1", 0.1)]
    public void The_nearest_double_is_found_at_the_edges_of_its_range(string text, double expected) =>
        ExactDecimal.Parse(text).ToDouble().ShouldBe(expected);

    [Fact]
    public void Ties_go_to_the_even_double()
    {
        // Halfway between 2⁵³ and 2⁵³ + 2.
        ExactDecimal.Parse("9007199254740993").ToDouble().ShouldBe(9007199254740992.0);
        ExactDecimal.Parse("9007199254740993.00000000000000000000000000001").ToDouble().ShouldBe(9007199254740994.0);
    }

    [Fact]
    public void Text_and_number_are_the_same_both_ways() =>
        Prop.ForAll(Numbers.ToArbitrary(), value => ExactDecimal.Parse(value.ToString()) == value).QuickCheckThrowOnFailure();

    [Fact]
    public void Doubles_come_back_from_their_exact_value() =>
        Prop.ForAll<double>(value => !double.IsFinite(value) || ExactDecimal.FromDouble(value).ToDouble() == value).QuickCheckThrowOnFailure();

    [Fact]
    public void The_nearest_double_is_the_one_the_runtime_reads_from_the_text() =>
        Prop.ForAll(Numbers.ToArbitrary(), value => value.ToDouble() == double.Parse(value.ToString(), CultureInfo.InvariantCulture))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_products_and_order_are_those_of_whole_numbers_on_a_common_scale() =>
        Prop.ForAll(Numbers.ToArbitrary(), Numbers.ToArbitrary(), (a, b) =>
        {
            BigInteger wholeA = Whole(a);
            BigInteger wholeB = Whole(b);
            return Whole(a + b) == wholeA + wholeB
                && Whole(a - b) == wholeA - wholeB
                && (a * b) == new ExactDecimal(wholeA * wholeB, -1000)
                && a.CompareTo(b) == wholeA.CompareTo(wholeB)
                && (a < b) == (wholeA < wholeB);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_numbers_are_equal_records_however_they_were_written()
    {
        ExactDecimal.Parse("1.50").ShouldBe(ExactDecimal.Parse("15e-1"));
        ExactDecimal.Parse("-0").ShouldBe(default);
    }

    [Theory]
    [InlineData("1.2345", 2, "1.23")]
    [InlineData("1.235", 2, "1.24")]
    [InlineData("-1.235", 2, "-1.24")]
    [InlineData("-1.2349", 2, "-1.23")]
    [InlineData("0.004", 2, "0")]
    [InlineData("123e5", 0, "12300000")]
    [InlineData("0.5", 0, "1")]
    public void Rounding_keeps_so_many_decimals_and_takes_halves_away_from_zero(string text, int decimals, string expected) =>
        ExactDecimal.Parse(text).Rounded(decimals).ShouldBe(ExactDecimal.Parse(expected));

    [Theory]
    [InlineData("1e-5000", -5000)]
    [InlineData("1e10000", 10000)]
    [InlineData("2e-300", -299.69897000433601880)]
    public void Logarithms_reach_any_depth(string text, double expected) =>
        ExactDecimal.Parse(text).Log10().ShouldBe(expected, Math.Abs(expected) * 1e-15);

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    [InlineData(-1086)]
    [InlineData(5000)]
    public void Whole_powers_of_ten_are_exact(int exponent) =>
        ExactDecimal.PowerOfTen(exponent).ShouldBe(new ExactDecimal(1, exponent));

    [Fact]
    public void A_power_of_ten_has_the_logarithm_it_was_made_from() =>
        Prop.ForAll(Gen.Choose(-5_000_000, 5_000_000).Select(n => n / 1000.0).ToArbitrary(), log =>
            Math.Abs(ExactDecimal.PowerOfTen(log).Log10() - log) <= 1e-15 * Math.Max(1, Math.Abs(log))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_double_that_is_no_number_has_no_exact_value(double value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => ExactDecimal.FromDouble(value));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void What_is_not_positive_has_no_logarithm(string text) =>
        Should.Throw<InvalidOperationException>(() => ExactDecimal.Parse(text).Log10());

    /// <summary>The number times 10⁵⁰⁰, whole for everything <see cref="Numbers"/> makes.</summary>
    private static BigInteger Whole(ExactDecimal value) => value.Mantissa * BigInteger.Pow(10, value.Exponent + 500);
}
