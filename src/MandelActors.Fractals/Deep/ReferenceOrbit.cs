using MandelActors.Numerics;

namespace MandelActors.Fractals.Deep;

/// <summary>The orbit that the pixels of a zoom are followed beside: Z₀ = 0, Z₁ = C, …, Z_last.</summary>
/// <remarks>
/// Immutable; shared by the threads, devices and frames of a zoom. Elements are doubles; those below
/// 2⁻⁵⁰⁰, a few close passes of 0 at great depth, are 0 there and kept beside with an exponent of their own.
/// <para>
/// A periodic reference is that of a nucleus: Z_last = 0, so an orbit beside it goes on at Z₀. Any other ends where it escapes
/// or where nobody needs it further; an orbit that comes to the end is measured from 0 anew (<see cref="PerturbedEscapeTime"/>).
/// </para>
/// </remarks>
public sealed class ReferenceOrbit
{
    /// <summary>Elements of smaller modulus are kept with an exponent: 2⁻⁵⁰⁰, so that squares of the others are normal doubles.</summary>
    public const int SmallestDoubleExponent = -500;

    /// <summary>Numbers that follow the last element in <see cref="Elements"/>, so that whole rows may be read from any element.</summary>
    public const int Padding = 8;

    private readonly int[] _smallIndices;
    private readonly ScaledComplex[] _smallElements;

    /// <param name="site">The place it serves.</param>
    /// <param name="shift">What the orbit's C is away from the site's centre.</param>
    /// <param name="orbit">Z₀ … Z_last.</param>
    /// <param name="end">Why it ends there.</param>
    /// <param name="precisionBits">Bits behind the point that it was begun with.</param>
    public ReferenceOrbit(ReferenceSite site, ScaledComplex shift, IReadOnlyList<ScaledComplex> orbit, ReferenceEnd end, int precisionBits)
    {
        Site = site;
        Shift = shift;
        End = end;
        PrecisionBits = precisionBits;
        Last = orbit.Count - 1;
        Elements = GC.AllocateArray<double>(2 * orbit.Count + Padding, pinned: true);
        var small = new List<int>();
        for (var m = 0; m <= Last; m++)
        {
            var z = orbit[m];
            if (!z.IsZero && z.Exponent < SmallestDoubleExponent) small.Add(m);
            else (Elements[2 * m], Elements[2 * m + 1]) = z.ToDoubles();
        }

        _smallIndices = [.. small];
        _smallElements = [.. small.Select(m => orbit[m])];
    }

    public ReferenceSite Site { get; }

    /// <summary>The orbit's C less the site's centre; a fraction of the site's radius, known to some 50 bits.</summary>
    public ScaledComplex Shift { get; }

    /// <summary>Index of the last element; for a periodic reference the period.</summary>
    public int Last { get; }

    public ReferenceEnd End { get; }

    public bool IsPeriodic => End == ReferenceEnd.Closed;

    /// <summary>Bits behind the point that it was begun with.</summary>
    public int PrecisionBits { get; }

    /// <summary>Memory it takes, in bytes.</summary>
    public long Bytes => 8L * Elements.Length + 28L * _smallIndices.Length;

    /// <summary>Re Z₀, Im Z₀, Re Z₁, …, then <see cref="Padding"/> zeros. Pinned.</summary>
    public double[] Elements { get; }

    /// <summary>Which elements are kept with an exponent, in rising order.</summary>
    public ReadOnlySpan<int> SmallIndices => _smallIndices;

    /// <summary>Z_m with its exponent.</summary>
    public ScaledComplex this[int m]
    {
        get
        {
            var (re, im) = (Elements[2 * m], Elements[2 * m + 1]);
            if (re != 0 || im != 0 || _smallIndices.Length == 0) return new ScaledComplex(re, im);
            var at = Array.BinarySearch(_smallIndices, m);
            return at >= 0 ? _smallElements[at] : default;
        }
    }
}
