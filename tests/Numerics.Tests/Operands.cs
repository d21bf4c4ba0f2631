using System.Numerics;
using MandelActors.Numerics.Digits;

namespace MandelActors.Numerics.Tests;

/// <summary>Numbers that strain fixed point, made of digits as results have them.</summary>
internal static class Operands
{
    /// <summary>Every size with a vector's remainder, then those around sizes where sums are split, then the largest.</summary>
    public static readonly int[] Sizes = [.. Enumerable.Range(1, 45), 63, 64, 65, 133, 197, 343, 350, 399, 400, 401, 402, 597, 800, 1189, 1300];

    private static readonly Func<int, Random, long>[] Patterns =
    [
        (k, random) => k == 0 ? random.Next(-4096, 4097) : random.NextInt64(-Radix.Half, Radix.Half),
        (k, _) => k == 0 ? 4096 : Radix.LargestDigit,
        (k, _) => k == 0 ? -4096 : -Radix.LargestDigit,
        (k, _) => (k == 0 ? 4096 : Radix.LargestDigit) * (k % 2 == 0 ? 1 : -1),
        (k, _) => k == 0 ? 0 : Radix.Half - 1,
        (k, _) => k == 0 ? 0 : -Radix.Half,
        (k, random) => k > 0 && random.Next(8) == 0 ? random.NextInt64(-Radix.LargestDigit, Radix.LargestDigit + 1) : 0,
        (_, _) => 0,
    ];

    /// <summary>One number of each pattern, then powers of two with and without a unit more or less.</summary>
    public static IEnumerable<FixedPoint> Of(int fractionDigits, DigitWidth width, int seed)
    {
        var bits = fractionDigits * Radix.Bits;
        var random = new Random(seed);
        foreach (var pattern in Patterns)
        {
            var number = new FixedPoint(bits, width);
            for (var k = 0; k <= fractionDigits; k++) number.Digits[k] = pattern(k, random);
            yield return number;
        }

        foreach (var power in new[] { 0, bits / 2, bits - 1, bits, bits + 11 })
            foreach (var more in new[] { -1, 0, 1 })
            {
                var units = (BigInteger.One << power) + more;
                yield return FixedPoint.FromUnits(random.Next(2) == 0 ? units : -units, bits, width);
            }
    }
}
