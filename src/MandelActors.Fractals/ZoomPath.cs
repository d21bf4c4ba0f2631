using MandelActors.Numerics;

namespace MandelActors.Fractals;

/// <summary>The way of a film through the plane: views between keys, at any depth.</summary>
/// <remarks>
/// Between two keys the logarithm of the radius changes evenly (after easing), and the centre moves with the radius,
/// C = C₁ + (C₀ − C₁)(r − r₁)/(r₀ − r₁): the picture grows about one fixed point, as a zoom should. Where the radii are
/// equal that becomes an even pan. Before the first key and after the last the film stands still. Two keys with the same
/// view are a hold.
/// <para>
/// With the deeper key as origin, r = r_deep·e^{σu} and u = ln(r_shallow/r_deep), the weight is
/// (e^{σu} − 1)/(e^u − 1): no difference of nearly equal numbers, and its logarithm carries it past the range of doubles.
/// </para>
/// </remarks>
public sealed class ZoomPath
{
    /// <summary>Digits kept below the radius when a centre between keys is rounded: far finer than any pixel.</summary>
    public const int SpareDigits = 30;

    private readonly PathKey[] _keys;

    /// <summary>Makes a path through at least one key, in rising order of <see cref="PathKey.At"/>.</summary>
    /// <exception cref="ArgumentException">There is no key, times do not rise or leave 0 … 1, or a radius is not positive.</exception>
    public ZoomPath(IEnumerable<PathKey> keys)
    {
        _keys = [.. keys];
        if (_keys.Length == 0) throw new ArgumentException("A path needs at least one key.", nameof(keys));
        for (var i = 0; i < _keys.Length; i++)
        {
            var key = _keys[i];
            if (!(key.At >= 0 && key.At <= 1)) throw new ArgumentException($"Key {i} is at {key.At}; a fraction of the film, 0 to 1, was expected.", nameof(keys));
            if (i > 0 && key.At <= _keys[i - 1].At) throw new ArgumentException($"Key {i} is not later than the key before it.", nameof(keys));
            if (key.Radius.Sign <= 0) throw new ArgumentException($"Key {i} has a radius that is not positive.", nameof(keys));
        }
    }

    public IReadOnlyList<PathKey> Keys => _keys;

    /// <summary>The view at a fraction of the film; at a key exactly the key's.</summary>
    /// <param name="t">0 … 1; beyond the first and last key the view stands still.</param>
    public View At(double t, int width, int height, Sampling sampling = Sampling.Centre, RowOrder rows = RowOrder.Down)
    {
        if (double.IsNaN(t)) throw new ArgumentOutOfRangeException(nameof(t), t, "must be a number");
        var next = Array.FindIndex(_keys, key => key.At >= t);
        if (next < 0) return ViewOf(_keys[^1]);
        if (next == 0 || _keys[next].At == t) return ViewOf(_keys[next]);
        var from = _keys[next - 1];
        var to = _keys[next];
        var way = to.Ease.At((t - from.At) / (to.At - from.At));
        if (way <= 0) return ViewOf(from);
        return way >= 1 ? ViewOf(to) : Between(from, to, way);

        View ViewOf(PathKey key) => new(key.Re, key.Im, key.Radius, width, height, sampling, rows);

        View Between(PathKey from, PathKey to, double way)
        {
            var (deep, shallow, outwards) = to.Radius <= from.Radius ? (to, from, 1 - way) : (from, to, way);
            if (deep.Radius == shallow.Radius)
                return ViewOf(deep with { Re = Moved(deep.Re, shallow.Re), Im = Moved(deep.Im, shallow.Im) });
            var deepLog = deep.Radius.Log10();
            var u = (shallow.Radius.Log10() - deepLog) * Math.Log(10);
            var weight = Weight(u, outwards);
            var log = deepLog + outwards * (shallow.Radius.Log10() - deepLog);
            var decimals = DecimalsAt(log);
            return new View(
                (deep.Re + (shallow.Re - deep.Re) * weight).Rounded(decimals),
                (deep.Im + (shallow.Im - deep.Im) * weight).Rounded(decimals),
                ExactDecimal.PowerOfTen(log), width, height, sampling, rows);

            ExactDecimal Moved(ExactDecimal origin, ExactDecimal target) =>
                (origin + (target - origin) * ExactDecimal.FromDouble(outwards)).Rounded(DecimalsAt(deep.Radius.Log10()));
        }
    }

    private static int DecimalsAt(double log10Radius) => Math.Max(0, (int)Math.Ceiling(-log10Radius)) + SpareDigits;

    /// <summary>(e^{σu} − 1)/(e^u − 1) for 0 &lt; σ &lt; 1 and any u ≥ 0.</summary>
    private static ExactDecimal Weight(double u, double sigma)
    {
        // Radii that differ by less than this cannot be told from equal ones.
        if (u < 1e-12) return ExactDecimal.FromDouble(sigma);
        return ExactDecimal.PowerOfTen(Log10OfExpMinusOne(sigma * u) - Log10OfExpMinusOne(u));
    }

    /// <summary>log₁₀(e^u − 1): for large u that is u/ln 10, less a correction that vanishes.</summary>
    private static double Log10OfExpMinusOne(double u) =>
        u < 1 ? Math.Log10(Expm1(u)) : (u + Math.Log(1 - Math.Exp(-u))) / Math.Log(10);

    /// <summary>e^u − 1 without cancellation for small u, as 2 sinh(u/2) e^{u/2}.</summary>
    private static double Expm1(double u) => 2 * Math.Sinh(u / 2) * Math.Exp(u / 2);
}
