namespace MandelActors.Farm.Links;

/// <summary>A rate: says how long whoever takes from it has to wait so that the rate is kept. For one caller at a time.</summary>
internal sealed class TokenBucket
{
    private readonly double _perSecond;
    private readonly double _burst;
    private readonly TimeProvider _time;
    private double _tokens;
    private long _last;

    /// <param name="perSecond">What may be taken in a second, in the long run.</param>
    /// <param name="burst">What may be taken at once after a pause.</param>
    public TokenBucket(double perSecond, double burst, TimeProvider time)
    {
        (_perSecond, _burst, _time) = (perSecond, burst, time);
        (_tokens, _last) = (burst, time.GetTimestamp());
    }

    /// <summary>Takes one; the caller waits as long as the answer says before it takes the next.</summary>
    public TimeSpan Take()
    {
        long now = _time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + (_time.GetElapsedTime(_last, now).TotalSeconds * _perSecond)) - 1;
        _last = now;
        return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
    }
}
