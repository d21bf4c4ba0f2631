using MandelActors.Fractals;
using MandelActors.Fractals.Stacks;
using MandelActors.Numerics;

namespace MandelActors.Testing;

/// <summary>Stacks of which something is known.</summary>
public static class StackPlaces
{
    /// <summary>
    /// 120,000 levels into the seahorse valley, 3 to 3·10⁻¹³ high: a notebook's lazy NumPy stack, with its sampling. It is computed there with 256
    /// iterations and an escape radius of 2.
    /// </summary>
    public static StackGeometry Notebook { get; } = new(
        ExactDecimal.Parse("-0.743645857047151"),
        ExactDecimal.Parse("0.13182592380533"),
        ExactDecimal.Parse("1.5"),
        ExactDecimal.Parse("1.00025"),
        120_000,
        512,
        512,
        Sampling.Corner,
        RowOrder.Up);
}
