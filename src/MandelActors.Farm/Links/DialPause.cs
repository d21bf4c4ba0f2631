using MandelActors.Farm.Settings;
using MandelActors.Farm.Transport;

namespace MandelActors.Farm.Links;

/// <summary>How long a node waits before it dials again: longer and longer, but not where a seed is about to be back.</summary>
/// <param name="isOneOfSeveral">Whether the node knows several seeds.</param>
internal sealed class DialPause(LinkSettings settings, bool isOneOfSeveral, TimeProvider time)
{
    /// <summary>Varied by up to a half: short beside a takeover, and to refuse a node costs a seed next to nothing.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>How long a seed that has gone is expected back: a restart, or a move to another machine.</summary>
    private static readonly TimeSpan Hope = TimeSpan.FromMinutes(1);

    private readonly RetryPause _pause = new(settings.ReconnectFirst, settings.ReconnectLongest);
    private SeedAnswer _best;
    private long? _welcomed;
    private long? _lost;

    /// <summary>A link stands.</summary>
    public void Welcome()
    {
        _pause.Reset();
        (_welcomed, _lost) = (time.GetTimestamp(), null);
    }

    /// <summary>A seed was dialled in vain, or a link ended.</summary>
    public void Fail(SeedAnswer answer)
    {
        if (answer > _best) _best = answer;
        if (_welcomed is not { } since) return;
        // A link that broke at once says nothing of the seed's health.
        _lost = time.GetElapsedTime(since) >= settings.ReconnectLongest ? time.GetTimestamp() : null;
        _welcomed = null;
    }

    /// <summary>The pause, now that every seed was tried.</summary>
    public TimeSpan Next()
    {
        bool isExpected = _best switch
        {
            SeedAnswer.NotNow => true,
            SeedAnswer.NobodyThere => isOneOfSeveral || (_lost is { } lost && time.GetElapsedTime(lost) < Hope),
            _ => false,
        };
        _best = SeedAnswer.None;
        return isExpected ? _pause.Next(Soon) : _pause.Next();
    }
}
