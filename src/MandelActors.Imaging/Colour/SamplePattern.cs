using System.Collections.Concurrent;

namespace MandelActors.Imaging.Colour;

/// <summary>Where in a pixel its samples lie.</summary>
/// <remarks>
/// A rank-1 lattice: sample k of n stands in column k and row (k·a mod n) of an n × n grid over the pixel, so that every column and every row holds
/// exactly one and their mean is the pixel's centre; a is the multiplier coprime to n whose samples, with the pixels around, keep farthest apart.
/// </remarks>
public static class SamplePattern
{
    /// <summary>Most samples a pixel may have.</summary>
    public const int Most = 16;

    private static readonly ConcurrentDictionary<int, IReadOnlyList<(double X, double Y)>> Patterns = new();

    /// <param name="samples">1 … 16.</param>
    /// <returns>Shifts right and down from the pixel's centre, in pixels, each inside −½ … ½; one sample is (0, 0).</returns>
    public static IReadOnlyList<(double X, double Y)> Offsets(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, Most);
        return Patterns.GetOrAdd(samples, Build);
    }

    private static IReadOnlyList<(double X, double Y)> Build(int n)
    {
        int best = Enumerable.Range(1, n).Where(a => n == 1 || (a < n && Coprime(a, n))).MaxBy(a => Separation(n, a));
        return [.. Enumerable.Range(0, n).Select(k => (Centre(k, n), Centre(k * best % n, n)))];
    }

    private static double Centre(int cell, int n) => (2 * cell + 1 - n) / (2.0 * n);

    // The shortest squared distance between two samples, the neighbouring pixels' included.
    private static int Separation(int n, int a) =>
        n == 1 ? 0 : Enumerable.Range(1, n - 1).Min(k => Square(Nearest(k, n)) + Square(Nearest(k * a % n, n)));

    private static int Nearest(int cells, int n) => Math.Min(cells, n - cells);

    private static int Square(int value) => value * value;

    private static bool Coprime(int a, int b) => b == 0 ? a == 1 : Coprime(b, a % b);
}
