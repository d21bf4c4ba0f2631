using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using MandelActors.Numerics;

namespace MandelActors.Benchmarks.Numerics;

/// <summary>
/// <c>bignum</c>: microseconds for one step z² + c, by <see cref="ComplexOrbit"/> with every vector width, by 64-bit limbs, and by
/// GMP and MPFR where the machine has them. Other work on the machine only ever adds time, so each figure is the least of many.
/// </summary>
internal static class BigNumberRun
{
    private const int Repetitions = 25;

    /// <summary>Inside the main cardioid: the orbit stays for ever, and its digits do not come to rest.</summary>
    private const string Re = "-0.2123456789", Im = "0.4987654321";

    private const double MillisecondsPerTry = 8;

    private static readonly int[] Sizes = [200, 1000, 1900, 3700, 8350, 16700, 33300];

    public static void Run(string[] arguments)
    {
        foreach (var bits in Sizes)
        {
            foreach (var width in (DigitWidth[])[DigitWidth.Vector512, DigitWidth.Vector256, DigitWidth.Scalar])
            {
                ComplexOrbit orbit;
                try
                {
                    orbit = new ComplexOrbit(ExactDecimal.Parse(Re), ExactDecimal.Parse(Im), bits, width);
                }
                catch (PlatformNotSupportedException)
                {
                    continue;
                }

                Report(arguments, bits, $"digits, {width}", Microseconds(orbit.Advance), orbit.ToDoubles());
            }

            ReportOthers(arguments, bits);
        }
    }

    private static void ReportOthers(string[] arguments, int bits)
    {
        var (a, b) = (FixedPoint.Of(ExactDecimal.Parse(Re), bits), FixedPoint.Of(ExactDecimal.Parse(Im), bits));
        var product = new FixedPoint(bits);
        Report(arguments, bits, "digits, one product", Microseconds(() => product.SetToProduct(a, b)), (product.ToDouble(), 0));
        Report(arguments, bits, "digits, one square", Microseconds(() => product.SetToSquare(a)), (product.ToDouble(), 0));
        var limbs = (bits + 63) / 64 + 1;
        var limbOrbit = new LimbOrbit(LimbUnits(Re, limbs), LimbUnits(Im, limbs), limbs);
        Report(arguments, bits, "64-bit limbs", Microseconds(limbOrbit.Advance), limbOrbit.Value);
        ulong[] target = new ulong[2 * limbs], operand = [.. Enumerable.Range(1, limbs).Select(i => 0x9E3779B97F4A7C15 * (ulong)i)];
        Report(arguments, bits, "64-bit limbs, one product", Microseconds(() => limbOrbit.ShortProduct(operand, operand, target)), default);
        if (Gmp.IsPresent)
        {
            // Sums and differences, which a step also needs, are left out.
            Report(arguments, bits, "GMP, three squares", 3 * Microseconds(() => Gmp.Square(ref target[0], ref operand[0], limbs)), default);
            Report(arguments, bits, "GMP, two products", 2 * Microseconds(() => Gmp.Multiply(ref target[0], ref operand[0], ref operand[0], limbs)), default);
        }

        if (MpfrOrbit.IsPresent)
        {
            var mpfr = new MpfrOrbit(Re, Im, bits);
            Report(arguments, bits, "MPFR", Microseconds(mpfr.Advance), mpfr.Value);
        }
    }

    /// <param name="value">Where the orbit came to: printed, so that one sees that all compute the same.</param>
    private static void Report(string[] arguments, int bits, string method, double microseconds, (double Re, double Im) value) =>
        Figures.Print(arguments, new { bits, method, microseconds }, string.Create(CultureInfo.InvariantCulture,
            $"{bits,6} bits  {method,-26} {microseconds,9:F3} µs   {(value == default ? "" : $"{value.Re:F9} {value.Im:F9}")}"));

    private static double Microseconds(Action step)
    {
        // Long enough for the code to be compiled for good and the orbit to reach its limit.
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 250) step();
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 20; i++) step();
        var batch = Math.Clamp((int)(MillisecondsPerTry * 20 / Stopwatch.GetElapsedTime(start).TotalMilliseconds), 10, 200_000);
        var least = double.PositiveInfinity;
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            start = Stopwatch.GetTimestamp();
            for (var i = 0; i < batch; i++) step();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalMicroseconds / batch);
        }

        return least;
    }

    private static BigInteger LimbUnits(string text, int limbs)
    {
        var value = ExactDecimal.Parse(text);
        return (value.Mantissa << (64 * (limbs - 1))) / BigInteger.Pow(10, -value.Exponent);
    }
}
