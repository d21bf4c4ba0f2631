namespace MandelActors.Farm.Leadership;

/// <summary>
/// How long, by this seed's monotonic clock, the leader has been seen without a sign of life. No clock of the leader's or the database's comes into
/// it: what counts is that its row has not changed between two looks. A leader that is looked at too rarely seems more alive than it is, never less.
/// </summary>
internal sealed class LeaderPulse(TimeProvider time)
{
    private LeaderSighting? _last;
    private long _beatSince;
    private long _holderSince;

    /// <summary>Since the last renewal was first seen; at most as long ago as it was begun.</summary>
    public TimeSpan SinceBeat => _last is null ? TimeSpan.Zero : time.GetElapsedTime(_beatSince);

    /// <summary>Since the last renewal, or the last change of who holds the lock: one that has just taken it has yet to begin its term.</summary>
    public TimeSpan Silence => _last is null ? TimeSpan.Zero : time.GetElapsedTime(Math.Max(_beatSince, _holderSince));

    /// <param name="sighting">Looked up just now.</param>
    public void See(LeaderSighting sighting)
    {
        long now = time.GetTimestamp();
        if (_last is null || (_last.Epoch, _last.Beat) != (sighting.Epoch, sighting.Beat)) _beatSince = now;
        if (_last is null || _last.LockHolder != sighting.LockHolder) _holderSince = now;
        _last = sighting;
    }
}
