using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>From minibrot to ever smaller minibrot beside it, by chance that a seed decides.</summary>
public static class MinibrotWalk
{
    private const int MostTries = 60;

    /// <summary>Nuclei of falling size, each beside or around its predecessor.</summary>
    /// <param name="seed">The same seed finds the same nuclei.</param>
    /// <param name="deepest">log₁₀ of the size at which the walk ends.</param>
    /// <param name="longestPeriod">No longer period is taken.</param>
    /// <param name="isReal">True: only nuclei on the real axis.</param>
    public static IReadOnlyList<Nucleus> Of(int seed, double deepest, int longestPeriod, bool isReal = false)
    {
        Random random = new(seed);
        List<Nucleus> found = [Nucleus.Main];
        for (int tries = 0; tries < MostTries && found[^1].Size.Log2Modulus > deepest * Math.Log2(10); tries++)
        {
            if (Next(found[^1], random, longestPeriod, isReal) is { } next) found.Add(next);
        }

        return found;
    }

    private static Nucleus? Next(Nucleus current, Random random, int longestPeriod, bool isReal)
    {
        bool isFarOff = current.Period > 1 && random.Next(8) > 0;
        double angle = random.NextDouble() * Math.Tau;
        double log2Distance = isFarOff ? 1 + random.NextDouble() * -current.Size.Log2Modulus / 3 : 0;
        ScaledComplex w = (isFarOff, isReal) switch
        {
            // Among the decorations around it, where the next size is about the square of this one.
            (true, false) => ScaledComplex.FromPolar(log2Distance, angle),
            (true, true) => ScaledComplex.FromPolar(log2Distance, Math.PI),
            // Just outside its cardioid μ/2 − μ²/4.
            (false, false) => Cardioid(1.03, angle),
            (false, true) => new ScaledComplex(-1.41 - 0.58 * random.NextDouble(), 0),
        };
        double log2Radius = current.Size.Log2Modulus + log2Distance - 2 - random.NextDouble() * 3;
        PrecisePoint centre = (current with { Point = current.Point.WithBits((int)(-2 * log2Radius) + 128) }).At(w);
        return Nucleus.PeriodIn(centre, log2Radius, longestPeriod) is { } period && period > current.Period
            ? Nucleus.Near(centre, log2Radius, period)
            : null;
    }

    private static ScaledComplex Cardioid(double modulus, double angle) => new(
        modulus * Math.Cos(angle) / 2 - modulus * modulus * Math.Cos(2 * angle) / 4,
        modulus * Math.Sin(angle) / 2 - modulus * modulus * Math.Sin(2 * angle) / 4);
}
