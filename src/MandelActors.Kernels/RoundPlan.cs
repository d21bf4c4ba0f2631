using MandelActors.Fractals;

namespace MandelActors.Kernels;

/// <summary>Up to which index every pixel is followed in turn: rounds that double in length until the limit, which <c>auto</c> may raise, is enough.</summary>
internal sealed class RoundPlan
{
    private readonly AutoLimit? _auto;
    private readonly long _highest;

    /// <param name="limit">Iteration limit, fixed or auto.</param>
    /// <param name="pixels">Pixels of the field.</param>
    /// <param name="first">Where the first round ends, unless the limit is below.</param>
    /// <param name="start">The first limit of <c>auto</c>.</param>
    /// <param name="most">No index beyond it is tried; null where nothing but <see cref="AutoLimit.Highest"/> ends <c>auto</c>.</param>
    public RoundPlan(IterationLimit limit, long pixels, long first, long start, long? most = null)
    {
        _auto = limit.IsAuto ? new AutoLimit(pixels) : null;
        _highest = most ?? AutoLimit.Highest;
        Limit = Math.Min(most ?? long.MaxValue, limit.IsAuto ? start : limit.Value);
        To = Math.Min(first, Limit);
    }

    /// <summary>The limit: no index beyond it counts as escaped.</summary>
    public long Limit { get; private set; }

    /// <summary>The last index of the round.</summary>
    public long To { get; private set; }

    /// <summary>Goes on to the next round, if there is one.</summary>
    /// <param name="escaped">Pixels that escaped so far.</param>
    /// <param name="undecided">Pixels neither escaped nor proven interior.</param>
    public bool TryGoOn(long escaped, long undecided)
    {
        if (undecided == 0) return false;
        if (To >= Limit)
        {
            if (_auto is null || _auto.IsEnough(escaped, undecided) || Limit >= _highest) return false;
            Limit *= 2;
        }

        To = Math.Min(2 * To, Limit);
        return true;
    }
}
