namespace MandelActors.Farm.Seeds.Observing;

/// <summary>How much of the last minute a device was computing, as far as a seed can tell from what the device's node reports with each frame.</summary>
/// <remarks>
/// A report says how long the device was busy, and is taken for busy until the report came. Of a frame that is still being computed nothing is
/// reported yet: while the device holds frames it is taken for busy since its last report, so that a frame of an hour does not look like an hour of rest.
/// </remarks>
internal sealed class DeviceOccupancy
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Queue<(long End, TimeSpan Busy)> _turns = new();
    private readonly TimeProvider _time;
    private readonly long _since;
    private long _lastSign;

    public DeviceOccupancy(TimeProvider time)
    {
        _time = time;
        _since = _lastSign = time.GetTimestamp();
    }

    /// <summary>How long it was busy altogether, in seconds, as reported.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>Frames of any job that it holds.</summary>
    public int Leases { get; private set; }

    public void Lease()
    {
        if (Leases++ == 0) _lastSign = _time.GetTimestamp();
    }

    public void Release() => Leases = Math.Max(0, Leases - 1);

    /// <summary>A frame was finished.</summary>
    public void Add(TimeSpan busy)
    {
        BusySeconds += busy.TotalSeconds;
        _lastSign = _time.GetTimestamp();
        _turns.Enqueue((_lastSign, busy));
        Forget();
    }

    /// <summary>The share of the last minute, or of the time since it joined, that it computed: 0 to 1.</summary>
    public double Ratio()
    {
        Forget();
        var span = Earlier(Window, _time.GetElapsedTime(_since));
        if (span <= TimeSpan.Zero) return 0;
        var busy = Leases > 0 ? Earlier(span, _time.GetElapsedTime(_lastSign)) : TimeSpan.Zero;
        // Of a turn only what lies within the window counts.
        foreach (var (end, turn) in _turns) busy += Earlier(turn, span - _time.GetElapsedTime(end));
        return Math.Clamp(busy / span, 0, 1);
    }

    private void Forget()
    {
        while (_turns.TryPeek(out var oldest) && _time.GetElapsedTime(oldest.End) >= Window) _turns.Dequeue();
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
