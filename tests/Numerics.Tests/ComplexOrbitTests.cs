using System.Numerics;
using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics.Tests;

public sealed class ComplexOrbitTests
{
    /// <summary>A point whose orbit stays: inside the main cardioid's large bulb chain, near the seahorse valley.</summary>
    private const string Re = "-0.74364388703715870475219150611477", Im = "0.13182590420531197049297056713";

    public static TheoryData<int> Precisions => [28, 100, 200, 533, 1000, 1900, 3700, 9000, 17000];

    public static TheoryData<DigitWidth> Vectors => [DigitWidth.Vector256, DigitWidth.Vector512];

    [Theory]
    [MemberData(nameof(Precisions))]
    public void Every_step_is_within_0_501_units_of_the_exact_one(int bits)
    {
        var orbit = Orbit(bits);
        var random = new Random(bits);
        var (unitBits, a, b) = Constant(orbit);
        for (var step = 0; step < 300; step++)
        {
            var (x, y) = Units(orbit);
            orbit.Advance();
            var (nextX, nextY) = Units(orbit);
            // Units of unitBits; c keeps the precision it began with.
            var now = unitBits - UnitBits(orbit);
            ShouldBeNear(nextX << UnitBits(orbit), x * x - y * y + (((a << unitBits) >> now) >> now), UnitBits(orbit));
            ShouldBeNear(nextY << UnitBits(orbit), 2 * x * y + (((b << unitBits) >> now) >> now), UnitBits(orbit));
            if (random.Next(20) != 0 || orbit.FractionBits < 60) continue;
            Lower(orbit, orbit.FractionBits - random.Next(orbit.FractionBits / 10));
        }

        orbit.Steps.ShouldBe(300);
    }

    [Fact]
    public void An_orbit_agrees_with_one_of_much_higher_precision_until_errors_have_grown()
    {
        // Errors grow by |2z| a step, on this orbit some 2^0.9: 600 steps leave hundreds of the 1,000 bits.
        var (coarse, fine) = (Orbit(1000), Orbit(3000));
        var derivative = new ScaledComplex(0, 0);
        for (var step = 0; step < 600; step++)
        {
            derivative = (2 * fine.Value * derivative) + new ScaledComplex(1, 0);
            coarse.Advance();
            fine.Advance();
            var difference = ScaledComplex.Of(coarse.Re - fine.Re, coarse.Im - fine.Im).Magnitude();
            var allowed = new FloatExp(1, -900) * derivative.Magnitude() + new FloatExp(4, -53);
            (difference <= allowed).ShouldBeTrue($"step {step}");
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Vectors))]
    public void Every_width_gives_the_bits_of_the_scalar_twin(DigitWidth width)
    {
        Skip.IfNot(FixedPointTests.IsSupported(width), $"the processor has no {width}");
        foreach (var bits in new[] { 28, 100, 200, 280, 500, 1000, 1900, 3700, 11100, 17000, 36400 })
        {
            var (expected, found) = (Orbit(bits, DigitWidth.Scalar), Orbit(bits, width));
            for (var step = 0; step < 60; step++)
            {
                expected.Advance();
                found.Advance();
                if (step % 7 == 6)
                {
                    expected.LowerPrecision(Math.Max(28, bits - step * bits / 70));
                    found.LowerPrecision(Math.Max(28, bits - step * bits / 70));
                }

                if (step % 11 == 10)
                {
                    expected.RaisePrecision(Math.Max(28, bits - step * bits / 100));
                    found.RaisePrecision(Math.Max(28, bits - step * bits / 100));
                }
            }

            Bytes(found).SequenceEqual(Bytes(expected)).ShouldBeTrue($"{bits} bits");
        }
    }

    [Fact]
    public void A_saved_orbit_continues_bit_for_bit()
    {
        var orbit = Orbit(2000);
        for (var step = 0; step < 50; step++) orbit.Advance();
        orbit.LowerPrecision(1500);
        var bytes = Bytes(orbit);
        var read = ComplexOrbit.Read(new BinaryReader(new MemoryStream(bytes)));
        (read.Steps, read.FractionBits, read.Value).ShouldBe((orbit.Steps, orbit.FractionBits, orbit.Value));
        for (var step = 0; step < 50; step++)
        {
            orbit.Advance();
            read.Advance();
        }

        Bytes(read).ShouldBe(Bytes(orbit));
        orbit.RaisePrecision(2000);
        read.RaisePrecision(2000);
        orbit.Advance();
        read.Advance();
        Bytes(read).ShouldBe(Bytes(orbit));
    }

    [Fact]
    public void Raised_precision_leaves_z_as_it_is_and_lets_steps_round_less()
    {
        // Lowered past the size from which steps are made of products instead of squares, and raised again.
        var orbit = Orbit(5000);
        for (var step = 0; step < 20; step++) orbit.Advance();
        orbit.LowerPrecision(1000);
        for (var step = 0; step < 20; step++) orbit.Advance();
        var (x, y) = Units(orbit);
        var unitBits = UnitBits(orbit);
        foreach (var bits in new[] { 1500, 1501, 4990, 5000 })
        {
            orbit.RaisePrecision(bits);
            orbit.FractionBits.ShouldBe(bits);
            Units(orbit).ShouldBe((x << (UnitBits(orbit) - unitBits), y << (UnitBits(orbit) - unitBits)));
        }

        (x, y) = Units(orbit);
        var (_, a, b) = Constant(orbit);
        unitBits = UnitBits(orbit);
        orbit.Advance();
        var (nextX, nextY) = Units(orbit);
        ShouldBeNear(nextX << unitBits, x * x - y * y + (a << unitBits), unitBits);
        ShouldBeNear(nextY << unitBits, 2 * x * y + (b << unitBits), unitBits);
        Should.Throw<ArgumentOutOfRangeException>(() => orbit.RaisePrecision(6000));
    }

    [Fact]
    public void Bytes_that_are_no_orbit_are_refused()
    {
        var bytes = Bytes(Orbit(200));
        Should.Throw<EndOfStreamException>(() => Read(bytes[..^1]));
        Should.Throw<InvalidDataException>(() => Read([2, .. bytes[1..]]));
        Should.Throw<InvalidDataException>(() => Read([1, 0, 0, 0, 0, .. bytes[5..]]));
        Should.Throw<InvalidDataException>(() => Read([.. bytes[..5], 0, 0, 0, 0, .. bytes[9..]]));
        Should.Throw<InvalidDataException>(() => Read([.. bytes[..5], 225, 0, 0, 0, .. bytes[9..]]));
        Should.Throw<InvalidDataException>(() => Read([.. bytes[..9], 255, 255, 255, 255, 255, 255, 255, 255, .. bytes[17..]]));
        Should.Throw<InvalidDataException>(() => Read([.. bytes[..^1], 0x7F]));
        Should.NotThrow(() => Read(bytes));

        static ComplexOrbit Read(byte[] bytes) => ComplexOrbit.Read(new BinaryReader(new MemoryStream(bytes)));
    }

    [Fact]
    public void A_nucleus_of_period_three_comes_back_to_nothing_but_rounding()
    {
        // The real root of ((c² + c)² + c = 0) near −1.75, to 60 digits: c³ + 2c² + c + 1 = 0.
        var c = ExactDecimal.Parse("-1.75487766624669276004950889635852869189460661777279314398928397");
        var orbit = new ComplexOrbit(c, default, 400);
        for (var step = 0; step < 3; step++) orbit.Advance();
        orbit.Re.Exponent.ShouldBeInRange(-212, -195);
        orbit.Im.ShouldBe(default);
    }

    [Fact]
    public void An_orbit_that_has_left_stops()
    {
        var orbit = new ComplexOrbit(ExactDecimal.Parse("4096"), ExactDecimal.Parse("-4096"), 100);
        orbit.Advance();
        orbit.Advance();
        orbit.ToDoubles().ShouldBe((4096.0, -2.0 * 4096 * 4096 - 4096));
        Should.Throw<InvalidOperationException>(orbit.Advance);
        Should.Throw<ArgumentOutOfRangeException>(() => new ComplexOrbit(ExactDecimal.Parse("4097"), default, 100));
        Should.Throw<ArgumentOutOfRangeException>(() => new ComplexOrbit(default, ExactDecimal.Parse("-4096.1"), 100));
        Should.Throw<ArgumentOutOfRangeException>(() => new ComplexOrbit(default, default, 0));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var orbit = Orbit(3700);
        for (var step = 0; step < 10; step++) Step(orbit);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var step = 0; step < 1000; step++) Step(orbit);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);

        static void Step(ComplexOrbit orbit)
        {
            orbit.Advance();
            if (orbit.ToDoubles().Re > 3 || orbit.Value.IsZero) throw new InvalidOperationException();
        }
    }

    private static ComplexOrbit Orbit(int bits, DigitWidth width = DigitWidth.Auto) => new(ExactDecimal.Parse(Re), ExactDecimal.Parse(Im), bits, width);

    private static void Lower(ComplexOrbit orbit, int bits)
    {
        var before = Units(orbit);
        var cut = UnitBits(orbit);
        orbit.LowerPrecision(bits);
        orbit.FractionBits.ShouldBe(bits);
        var after = Units(orbit);
        cut -= UnitBits(orbit);
        ShouldBeNear(after.X << cut, before.X, cut);
        ShouldBeNear(after.Y << cut, before.Y, cut);
    }

    /// <summary>Whether they differ by at most 0.501 · 2^unitBits.</summary>
    private static void ShouldBeNear(BigInteger found, BigInteger exact, int unitBits) =>
        (BigInteger.Abs(found - exact) * 1000 <= 501 * (BigInteger.One << unitBits)).ShouldBeTrue();

    private static int UnitBits(ComplexOrbit orbit) => Radix.FractionDigits(orbit.FractionBits) * Radix.Bits;

    private static (int UnitBits, BigInteger A, BigInteger B) Constant(ComplexOrbit orbit)
    {
        var digits = Radix.FractionDigits(orbit.FractionBits);
        return (UnitBits(orbit), DigitConversion.Units(ExactDecimal.Parse(Re), digits), DigitConversion.Units(ExactDecimal.Parse(Im), digits));
    }

    /// <summary>x and y in present units, from what the orbit writes.</summary>
    private static (BigInteger X, BigInteger Y) Units(ComplexOrbit orbit)
    {
        var bytes = Bytes(orbit);
        var count = Radix.FractionDigits(orbit.FractionBits) + 1;
        return (Number(bytes.AsSpan(bytes.Length - 8 * count, 4 * count)), Number(bytes.AsSpan(bytes.Length - 4 * count)));

        static BigInteger Number(ReadOnlySpan<byte> bytes)
        {
            var digits = new long[bytes.Length / 4];
            for (var k = 0; k < digits.Length; k++) digits[k] = BitConverter.ToInt32(bytes[(4 * k)..]);
            return DigitConversion.Units(digits);
        }
    }

    private static byte[] Bytes(ComplexOrbit orbit)
    {
        var stream = new MemoryStream();
        orbit.Write(new BinaryWriter(stream));
        return stream.ToArray();
    }
}
