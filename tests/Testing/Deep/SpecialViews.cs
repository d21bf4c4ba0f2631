using MandelActors.Fractals;
using MandelActors.Numerics;

namespace MandelActors.Testing.Deep;

/// <summary>Views on points of which something is known, and in shapes that pictures rarely have.</summary>
public static class SpecialViews
{
    /// <summary>The points, by name.</summary>
    public static IReadOnlyList<string> Names => [.. Points.Select(p => p.Name)];

    private static IReadOnlyList<DeepView> Points { get; } =
    [
        At("whole set", "-0.75", "0", "1.25", 500),
        At("whole set from afar", "1e5", "-3e4", "1e6", 50),
        At("far outside", "3", "1", "1e-20", 50),
        At("on the real axis outside", "0.3", "0", "1e-40", 500),
        At("nucleus of period 1", "0", "0", "1e-30", 500),
        At("nucleus of period 2", "-1", "0", "1e-100", 500),
        At("inside without a nucleus near", "-0.2", "0.3", "1e-50", 500),
        At("root of the main cardioid", "0.25", "0", "1e-3", 2000),
        At("pinch between period 1 and 2", "-0.75", "0", "1e-2", 2000),
        At("root of the minibrot of period 3", "-1.75", "0", "1e-8", 20_000),
        At("end of the doublings", "-1.401155189093314712", "0", "1e-6", 20_000),
        At("tip of the antenna", "-2", "0", "1e-30", 500),
        At("tip of the antenna, deep", "-2", "0", "1e-150", 1000),
        At("tip of the antenna, at the edge of double's range", "-2", "0", "1e-308", 2000),
        At("tip of the antenna, beyond double's range", "-2", "0", "1e-400", 2000),
        At("tip i", "0", "1", "1e-20", 500),
        At("tip i, beyond double's range", "0", "1", "1e-330", 6000),
    ];

    /// <summary>Width, height, where samples lie and how rows follow each other.</summary>
    public static IReadOnlyList<(int Width, int Height, Sampling Sampling, RowOrder Rows)> Shapes { get; } =
    [
        (1, 1, Sampling.Centre, RowOrder.Down),
        (1, 1, Sampling.Corner, RowOrder.Up),
        (1, 17, Sampling.Centre, RowOrder.Up),
        (23, 1, Sampling.Centre, RowOrder.Down),
        (23, 1, Sampling.Corner, RowOrder.Down),
        (2, 3, Sampling.Corner, RowOrder.Up),
        (31, 7, Sampling.Centre, RowOrder.Up),
        (9, 33, Sampling.Corner, RowOrder.Down),
    ];

    /// <summary>The view on a named point.</summary>
    public static DeepView Of(string name) => Points.Single(p => p.Name == name);

    private static DeepView At(string name, string re, string im, string radius, long limit) =>
        new(name, new View(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse(radius), 33, 19), limit);
}
