using System.Collections.Concurrent;

using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>Views of every depth that seeds find; the same seed finds the same view.</summary>
/// <remarks>All are 64×36; a test that wants other shapes says <c>with</c>. Limits are such that brute force takes some
/// 10 ms for a pixel.</remarks>
public static class DeepViews
{
    private static readonly ConcurrentDictionary<(int Seed, double Log10Size, bool IsReal), Nucleus> Minibrots = new();

    private const int Width = 64;
    private const int Height = 36;

    /// <summary>What brute force may take for a pixel, in microseconds.</summary>
    private const double Patience = 10_000;

    private const int EdgeGrid = 64;
    private const int EdgeLooks = 8;
    private const int EdgeLimit = 6000;
    private const int EdgeTries = 10;

    /// <summary>log₁₀ of the size down to which minibrots are found by walking; farther down their periods would be too long.</summary>
    private const double SmallestWalked = -60;

    private const int LongestLimit = 20_000;

    /// <summary>The view of a kind that a seed finds at a depth.</summary>
    /// <param name="log10Radius">log₁₀ of the radius. A kind that looks for minibrots takes the one it finds at or below this
    /// size, or the smallest on its way if it gives up.</param>
    public static DeepView Of(DeepViewKind kind, int seed, double log10Radius) => kind switch
    {
        DeepViewKind.AroundMinibrot => AroundMinibrot(seed, log10Radius, false),
        DeepViewKind.AroundRealMinibrot => AroundMinibrot(seed, log10Radius, true),
        DeepViewKind.InsideMinibrot => InsideMinibrot(seed, log10Radius),
        DeepViewKind.FarAroundMinibrot => FarAroundMinibrot(seed, log10Radius, false),
        DeepViewKind.FarAroundRealMinibrot => FarAroundMinibrot(seed, log10Radius, true),
        DeepViewKind.OnMisiurewiczPoint => OnMisiurewiczPoint(seed, log10Radius, false),
        DeepViewKind.OnRealMisiurewiczPoint => OnMisiurewiczPoint(seed, log10Radius, true),
        DeepViewKind.AtTheEdge => AtTheEdge(seed, log10Radius),
        DeepViewKind.EarlyEscapeBesideMinibrot => CentredOnEarlyEscape(AroundMinibrot(seed, log10Radius, false), seed),
        DeepViewKind.EarlyEscapeBesideMisiurewiczPoint => CentredOnEarlyEscape(OnMisiurewiczPoint(seed, log10Radius, false), seed),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown"),
    };

    /// <summary>A minibrot fills part of the picture.</summary>
    private static DeepView AroundMinibrot(int seed, double log10Size, bool isReal)
    {
        (Nucleus nucleus, Random random) = Minibrot(seed, log10Size, isReal);
        double log2Size = nucleus.Size.Log2Modulus;
        PrecisePoint centre = isReal ? nucleus.Point : nucleus.At(ScaledComplex.FromPolar(-1, random.NextDouble() * Math.Tau));
        return Found($"around minibrot {seed} of period {nucleus.Period}", centre, log2Size + random.NextDouble() * 2, 60L * nucleus.Period);
    }

    /// <summary>Every pixel lies inside a minibrot.</summary>
    private static DeepView InsideMinibrot(int seed, double log10Size)
    {
        (Nucleus nucleus, _) = Minibrot(seed, log10Size, false);
        PrecisePoint centre = nucleus.At(ScaledComplex.FromPolar(-4, seed));
        return Found($"inside minibrot {seed} of period {nucleus.Period}", centre, nucleus.Size.Log2Modulus - 5, 10L * nucleus.Period);
    }

    /// <summary>A minibrot lies unseen in the middle of what surrounds it.</summary>
    private static DeepView FarAroundMinibrot(int seed, double log10Size, bool isReal)
    {
        (Nucleus nucleus, Random random) = Minibrot(seed, log10Size, isReal);
        double log2Radius = nucleus.Size.Log2Modulus * (0.55 + 0.4 * random.NextDouble());
        return Found($"far around minibrot {seed} of period {nucleus.Period}", nucleus.Point, log2Radius);
    }

    /// <summary>The centre is a Misiurewicz point, as well as the decimals of the depth can say it.</summary>
    private static DeepView OnMisiurewiczPoint(int seed, double log10Radius, bool isReal)
    {
        MisiurewiczPoint found = Misiurewicz(seed, log10Radius, isReal);
        return Found($"on Misiurewicz point {seed}, {found.Preperiod} + {found.Period}", found.Point, log10Radius * Math.Log2(10));
    }

    /// <summary>A point of the set's edge, found by going where counts are largest, 10 to 1000 times nearer each time.</summary>
    private static DeepView AtTheEdge(int seed, double log10Radius)
    {
        Random random = new(seed);
        View whole = new(new(-5, -1), default, new(12, -1), EdgeGrid, EdgeGrid);
        for (View view = whole; ;)
        {
            if (view.Radius.Log10() <= log10Radius)
                return Limited($"at the edge {seed}", view with { Width = Width, Height = Height }, long.MaxValue);
            // Where the edge is lost, the search begins anew.
            view = Enumerable.Range(0, EdgeTries).Select(_ => NearerToTheEdge(view, random)).FirstOrDefault(v => v is not null) ?? whole;
        }
    }

    /// <returns>Null where all counts turn out alike: the edge is out of sight.</returns>
    private static View? NearerToTheEdge(View view, Random random)
    {
        PreciseEscapeTime truth = new(view, new EscapeRule(), EdgeLimit);
        var (column, row) = Looks(random).MaxBy(p => truth.Count(p.Column, p.Row) is var nu && double.IsNaN(nu) ? 0 : nu);
        ExactDecimal radius = view.Radius * ExactDecimal.PowerOfTen(-1 - 2 * random.NextDouble());
        int decimals = Decimals(radius.Log10());
        View nearer = view with
        {
            CentreRe = (view.CentreRe + view.Radius * ExactDecimal.FromDouble((2.0 * column + 1 - EdgeGrid) / EdgeGrid)).Rounded(decimals),
            CentreIm = (view.CentreIm - view.Radius * ExactDecimal.FromDouble((2.0 * row + 1 - EdgeGrid) / EdgeGrid)).Rounded(decimals),
            Radius = radius.Rounded(decimals),
        };
        truth = new PreciseEscapeTime(nearer, new EscapeRule(), EdgeLimit);
        double[] counts = [.. Looks(random).Select(p => truth.Count(p.Column, p.Row)).Select(nu => double.IsNaN(nu) ? EdgeLimit : nu)];
        return counts.Max() - counts.Min() > 3 ? nearer : null;
    }

    private static (int Column, int Row)[] Looks(Random random) =>
        [.. Enumerable.Range(0, EdgeLooks).Select(_ => (random.Next(EdgeGrid), random.Next(EdgeGrid)))];

    /// <summary>The same surroundings, centred on a point that escapes far earlier than others in view.</summary>
    private static DeepView CentredOnEarlyEscape(DeepView from, int seed)
    {
        PreciseEscapeTime truth = new(from.View, new EscapeRule(), from.Limit);
        PreciseGrid grid = new(from.View, truth.FractionBits);
        Random random = new(seed);
        var (column, row) = Enumerable.Range(0, 24)
            .Select(_ => (Column: random.Next(from.View.Width), Row: random.Next(from.View.Height)))
            .MinBy(p => truth.Count(p.Column, p.Row) is var nu && double.IsNaN(nu) ? double.MaxValue : nu);
        var (re, im) = grid.At(column, row);
        PrecisePoint centre = new(re, im, truth.FractionBits);
        int decimals = Decimals(from.View.Radius.Log10());
        View view = from.View with { CentreRe = centre.DecimalRe(decimals), CentreIm = centre.DecimalIm(decimals) };
        return new DeepView($"early escape {seed} beside {from.Name}", view, from.Limit);
    }

    private static (Nucleus Nucleus, Random Random) Minibrot(int seed, double log10Size, bool isReal) =>
        (Minibrots.GetOrAdd((seed, log10Size, isReal), key => Find(key.Seed, key.Log10Size, key.IsReal)), new Random(seed));

    private static Nucleus Find(int seed, double log10Size, bool isReal)
    {
        int longestPeriod = (int)(Affordable(-log10Size * Math.Log2(10) + 90) / 6);
        if (log10Size > SmallestWalked) return MinibrotWalk.Of(seed, log10Size, longestPeriod, isReal)[^1];
        // Near a Misiurewicz point the minibrots at a distance r are about r² large and of a short period.
        double log2Distance = log10Size / 2 * Math.Log2(10);
        for (int attempt = 0; ; attempt++)
        {
            PrecisePoint centre = Misiurewicz(seed + 1000 * attempt, log10Size / 2, isReal).Point;
            if (Nucleus.PeriodIn(centre, log2Distance, longestPeriod) is { } period
                && Nucleus.Near(centre, log2Distance, period) is { } nucleus) return nucleus;
        }
    }

    private static MisiurewiczPoint Misiurewicz(int seed, double log10Radius, bool isReal)
    {
        Random random = new(seed);
        int bits = (int)(-log10Radius * Math.Log2(10)) + 128;
        for (; ; )
        {
            PrecisePoint start = isReal
                ? PrecisePoint.Of(-1.4 - 0.6 * random.NextDouble(), 0, bits)
                : PrecisePoint.Of(random.NextDouble() * 2.4 - 1.9, random.NextDouble() * 2.2 - 1.1, bits);
            (int preperiod, int period) = (random.Next(2, 30), random.Next(1, 8));
            if (MisiurewiczPoint.Near(start, preperiod, period) is { } found) return found;
        }
    }

    private static DeepView Found(string name, PrecisePoint centre, double log2Radius, long longestLimit = long.MaxValue)
    {
        ExactDecimal radius = ExactDecimal.PowerOfTen(log2Radius * Math.Log10(2));
        int decimals = Decimals(radius.Log10());
        return Limited(name, new View(centre.DecimalRe(decimals), centre.DecimalIm(decimals), radius, Width, Height), longestLimit);
    }

    /// <summary>A limit that lets most of the view escape, where that can be afforded.</summary>
    private static DeepView Limited(string name, View view, long longestLimit)
    {
        const int Probes = 6;
        long limit = Math.Min(longestLimit, Affordable(view.Radius.Log10() * -Math.Log2(10) + 90));
        PreciseEscapeTime truth = new(view, new EscapeRule(), limit);
        Random random = new(Probes);
        double largest = Enumerable.Range(0, Probes).Select(_ => truth.Count(random.Next(Width), random.Next(Height))).Max();
        // Max leaves NaN aside only where all others are NaN, too.
        return new DeepView(name, view, double.IsNaN(largest) ? limit : Math.Min(limit, (long)(2 * largest) + 100));
    }

    /// <summary>Steps that brute force makes in its time: about 0.3 µs a step and 1.2 µs for a thousand bits squared.</summary>
    private static long Affordable(double bits) => Math.Min(LongestLimit, (long)(Patience / (0.3 + 1.2e-6 * bits * bits)));

    /// <summary>A hundred-millionth of a pixel and finer.</summary>
    private static int Decimals(double log10Radius) => Math.Max(0, (int)-log10Radius) + 12;
}
