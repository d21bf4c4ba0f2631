namespace MandelActors.Fractals;

/// <summary>Decides, after each doubling of the iteration limit, whether doubling again could still matter.</summary>
/// <remarks>
/// The limit is high enough when fewer than one pixel in 10,000 would change. That is certain once fewer than that are
/// undecided (neither escaped nor proven interior). Otherwise it is judged by what the last two doublings changed: the
/// number of late escapes falls about by half from doubling to doubling, so the next one is expected to change what the
/// last did times the ratio of the last two, taken to be at least ½ and at most 1. Fewer than one pixel in 10,000 is quiet.
/// <list type="bullet">
/// <item>Most of what could escape has escaped (escaped ≥ undecided): once quiet, it ends. Counts vary continuously over
/// the outside of the set, so what is left lies behind a thin edge or never escapes.</item>
/// <item>Most of it is still undecided: a deep view whose every pixel escapes after 50,000 iterations looks the same at
/// 1,024 as one that lies inside. Ten quiet doublings in a row, a factor of 1,024, end that; an interior that converges
/// too slowly to be proven ends there too, and the number of undecided pixels is reported with the field.</item>
/// </list>
/// All that goes in belongs to the view alone, so the limit does too.
/// </remarks>
/// <param name="pixels">Pixels of the view.</param>
public sealed class AutoLimit(long pixels)
{
    /// <summary>No limit beyond this is tried.</summary>
    public const long Highest = 1L << 30;

    private const int QuietWhenMostUndecided = 10;

    private readonly List<long> _escaped = [];
    private int _quiet;

    /// <summary>The limit <c>auto</c> starts from when asked for <paramref name="value"/>: the next power of two, at least 256.</summary>
    public static long StartFrom(long value) =>
        Math.Min(Highest, (long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)Math.Max(value, 256)));

    /// <summary>To be called once for every limit, in rising order.</summary>
    /// <param name="escaped">Pixels that escaped up to this limit.</param>
    /// <param name="undecided">Pixels neither escaped nor proven interior.</param>
    public bool IsEnough(long escaped, long undecided)
    {
        _escaped.Add(escaped);
        _quiet = _escaped.Count >= 3 && IsFew(ExpectedChange()) ? _quiet + 1 : 0;
        return IsFew(undecided) || _quiet >= (escaped >= undecided ? 1 : QuietWhenMostUndecided);
    }

    private double ExpectedChange()
    {
        double last = _escaped[^1] - _escaped[^2];
        double before = _escaped[^2] - _escaped[^3];
        return last * (before > 0 ? Math.Clamp(last / before, 0.5, 1) : 1);
    }

    private bool IsFew(double count) => count * 10_000 < pixels;
}
