using System.Numerics;
using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics.Tests;

public sealed class FixedPointTests
{
    public static TheoryData<int> Sizes => [.. Operands.Sizes];

    public static TheoryData<DigitWidth> Vectors => [DigitWidth.Vector256, DigitWidth.Vector512];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Squares_are_within_0_501_units_of_the_exact_ones(int size)
    {
        var result = new FixedPoint(size * Radix.Bits);
        foreach (var a in Operands.Of(size, DigitWidth.Auto, size))
        {
            result.SetToSquare(a);
            ShouldBeNear(result, BigInteger.Pow(a.ToUnits(), 2));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products_are_within_0_501_units_of_the_exact_ones(int size)
    {
        var result = new FixedPoint(size * Radix.Bits);
        foreach (var (a, b) in Operands.Of(size, DigitWidth.Auto, size).Zip(Operands.Of(size, DigitWidth.Auto, size + 1).Reverse()))
        {
            result.SetToProduct(a, b);
            ShouldBeNear(result, a.ToUnits() * b.ToUnits());
            result.SetToProduct(a, a);
            ShouldBeNear(result, BigInteger.Pow(a.ToUnits(), 2));
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sums_and_differences_are_exact(int size)
    {
        var result = new FixedPoint(size * Radix.Bits);
        foreach (var (a, b) in Operands.Of(size, DigitWidth.Auto, size).Zip(Operands.Of(size, DigitWidth.Auto, size + 1).Reverse()))
        {
            result.SetToSum(a, b);
            result.ToUnits().ShouldBe(a.ToUnits() + b.ToUnits());
            ShouldHaveProperDigits(result);
            result.SetToDifference(a, b);
            result.ToUnits().ShouldBe(a.ToUnits() - b.ToUnits());
            ShouldHaveProperDigits(result);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Vectors))]
    public void Every_width_gives_the_digits_of_the_scalar_twin(DigitWidth width)
    {
        Skip.IfNot(IsSupported(width), $"the processor has no {width}");
        foreach (var size in Operands.Sizes)
        {
            var (expected, found) = (new FixedPoint(size * Radix.Bits, DigitWidth.Scalar), new FixedPoint(size * Radix.Bits, width));
            FixedPoint[] operands = [.. Operands.Of(size, DigitWidth.Scalar, size)];
            FixedPoint[] others = [.. Operands.Of(size, DigitWidth.Scalar, size + 1).Reverse()];
            foreach (var (a, b) in operands.Zip(others))
            {
                expected.SetToSquare(a);
                found.SetToSquare(a);
                found.Digits.SequenceEqual(expected.Digits).ShouldBeTrue($"squares of {size} digits");
                expected.SetToProduct(a, b);
                found.SetToProduct(a, b);
                found.Digits.SequenceEqual(expected.Digits).ShouldBeTrue($"products of {size} digits");
                expected.SetToDifference(a, b);
                found.SetToDifference(a, b);
                found.Digits.SequenceEqual(expected.Digits).ShouldBeTrue($"differences of {size} digits");
            }
        }
    }

    [Fact]
    public void A_result_may_replace_its_operand()
    {
        foreach (var a in Operands.Of(40, DigitWidth.Auto, 3))
        {
            var square = new FixedPoint(40 * Radix.Bits);
            square.SetToSquare(a);
            a.SetToSquare(a);
            a.ToUnits().ShouldBe(square.ToUnits());
        }
    }

    [Fact]
    public void Lower_precision_keeps_the_leading_digits_and_later_results_ignore_the_rest()
    {
        var random = new Random(12);
        foreach (var a in Operands.Of(140, DigitWidth.Auto, 4))
            foreach (var bits in new[] { 3919, 3001, 2800, 2799, 600, 200, 28, 1 })
            {
                var before = a.ToUnits();
                var cut = a.UnitBits;
                a.FractionBits = bits;
                cut -= a.UnitBits;
                a.UnitBits.ShouldBeInRange(bits, bits + Radix.Bits - 1);
                var moved = (a.ToUnits() << cut) - before;
                BigInteger.Abs(moved * 1000).ShouldBeLessThanOrEqualTo(501 * (BigInteger.One << cut));
                var square = new FixedPoint(bits);
                square.SetToSquare(a);
                ShouldBeNear(square, BigInteger.Pow(a.ToUnits(), 2));
                // An operand that has kept more digits than the result is to have.
                var other = FixedPoint.FromUnits(random.NextInt64() * BigInteger.Pow(3, 1200), 3920);
                var product = new FixedPoint(bits);
                product.SetToProduct(a, other);
                ShouldBeNear(product, (a.ToUnits() * other.ToUnits()) >> (other.UnitBits - a.UnitBits), more: 1);
            }
    }

    [Theory]
    [InlineData("0.1", 1)]
    [InlineData("-0.743643887037158704752191506114774", 100)]
    [InlineData("1e-1000", 3000)]
    [InlineData("1e-1000", 3400)]
    [InlineData("-4095.99999999999999999999999999", 56)]
    [InlineData("0.5", 36400)]
    public void A_decimal_is_rounded_to_the_nearest_unit(string text, int bits)
    {
        var number = FixedPoint.Of(ExactDecimal.Parse(text), bits);
        var exact = ExactDecimal.Parse(text) * new ExactDecimal(BigInteger.One << (number.UnitBits + 1), 0);
        var error = exact - new ExactDecimal(2 * number.ToUnits(), 0);
        (error <= new ExactDecimal(1, 0) && error >= new ExactDecimal(-1, 0)).ShouldBeTrue();
    }

    [Fact]
    public void Whole_units_come_back()
    {
        foreach (var size in Operands.Sizes)
            foreach (var a in Operands.Of(size, DigitWidth.Auto, 5))
                FixedPoint.FromUnits(a.ToUnits(), a.FractionBits).ToUnits().ShouldBe(a.ToUnits());
    }

    [Fact]
    public void Leading_bits_are_right_however_small_the_value()
    {
        var random = new Random(6);
        for (var trial = 0; trial < 2000; trial++)
        {
            var size = random.Next(1, 150);
            var units = RandomUnits(random, random.Next(1, size * Radix.Bits + 10));
            var number = FixedPoint.FromUnits(units, size * Radix.Bits);
            var exact = FloatExp.Of(new ExactDecimal(units, 0)).Scaled(-number.UnitBits);
            var found = number.ToFloatExp();
            // The other neighbour is right as well where the exact value lies almost halfway.
            if (found != exact) ErrorInUnits(found.Scaled(number.UnitBits), units).ShouldBeLessThan(0.500000001);
            number.ToDouble().ShouldBe(found.ToDouble());
        }

        FixedPoint.FromUnits(-1, 3024).ToFloatExp().ShouldBe(new FloatExp(-1, -3024));
        FixedPoint.FromUnits(1, 1064).ToDouble().ShouldBe(Math.ScaleB(1, -1064));
        new FixedPoint(500).ToFloatExp().ShouldBe(default);
    }

    [Fact]
    public void Digits_that_cancel_leave_the_right_leading_bits()
    {
        foreach (var sign in new[] { 1, -1 })
        {
            var number = new FixedPoint(140);
            number.Digits[0] = sign;
            for (var k = 1; k < number.Digits.Length; k++) number.Digits[k] = -sign * Radix.LargestDigit;
            var exact = FloatExp.Of(new ExactDecimal(number.ToUnits(), 0)).Scaled(-number.UnitBits);
            number.ToFloatExp().ShouldBe(exact);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<OverflowException>(() => FixedPoint.Of(ExactDecimal.Parse("1e9"), 100));
        Should.Throw<OverflowException>(() => new FixedPoint(100).SetToSquare(FixedPoint.Of(ExactDecimal.Parse("4097"), 100)));
        Should.Throw<OverflowException>(() => new FixedPoint(100).SetToProduct(new FixedPoint(100), FixedPoint.Of(ExactDecimal.Parse("-5000"), 100)));
        var large = FixedPoint.Of(ExactDecimal.Parse("67000000"), 100);
        Should.Throw<OverflowException>(() => { large.SetToSum(large, large); large.SetToSum(large, large); });
        Should.Throw<ArgumentException>(() => new FixedPoint(200).SetToSum(new FixedPoint(100), new FixedPoint(200)));
        Should.Throw<ArgumentOutOfRangeException>(() => new FixedPoint(0));
        Should.Throw<ArgumentOutOfRangeException>(() => new FixedPoint(FixedPoint.MostFractionBits + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => new FixedPoint(100).FractionBits = 101);
    }

    internal static bool IsSupported(DigitWidth width) =>
        width == DigitWidth.Vector512 ? Lanes512.IsSupported : width != DigitWidth.Vector256 || Lanes256.IsSupported;

    private static BigInteger RandomUnits(Random random, int bits)
    {
        var bytes = new byte[bits / 8 + 1];
        random.NextBytes(bytes);
        return new BigInteger(bytes) >> (7 - bits % 8);
    }

    /// <summary>|found − exact| in units of found's last place.</summary>
    private static double ErrorInUnits(FloatExp found, BigInteger exact)
    {
        var error = FloatExp.Of(found.ToExactDecimal() - new ExactDecimal(exact, 0));
        return FloatExp.Abs(error).Scaled(52 - found.Exponent).ToDouble();
    }

    /// <param name="exact">The exact result in squares of the result's unit.</param>
    /// <param name="more">Squares of a unit that the expectation itself is off by.</param>
    private static void ShouldBeNear(FixedPoint result, BigInteger exact, int more = 0)
    {
        var error = BigInteger.Abs((result.ToUnits() << result.UnitBits) - exact) - more;
        (error * 1000 <= 501 * (BigInteger.One << result.UnitBits)).ShouldBeTrue($"{result.UnitBits} bits");
        ShouldHaveProperDigits(result);
    }

    private static void ShouldHaveProperDigits(FixedPoint number)
    {
        for (var k = 1; k < number.Digits.Length; k++) Math.Abs(number.Digits[k]).ShouldBeLessThanOrEqualTo(Radix.LargestDigit);
    }
}
