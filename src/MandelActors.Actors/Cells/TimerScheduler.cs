namespace MandelActors.Actors.Cells;

/// <summary>
/// The timers of one instance of an actor. What a timer puts into the mailbox is a tick with the timer's generation; it becomes the actor's
/// message only if that generation is still the current one when its turn comes.
/// </summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private readonly Dictionary<object, Entry> _timers = [];
    private long _lastGeneration;

    internal sealed record Tick(TimerScheduler Owner, object Key, long Generation) : INotInfluenceReceiveTimeout;

    private sealed record Entry(long Generation, object Message, bool Repeats, ITimer Timer);

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, Timeout.InfiniteTimeSpan, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) =>
        Start(key, msg, timeout, Timeout.InfiniteTimeSpan, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        Start(key, msg, initialDelay, interval, null);
    }

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void Cancel(object key)
    {
        if (_timers.Remove(key, out var entry))
            entry.Timer.Dispose();
    }

    public void CancelAll()
    {
        foreach (var entry in _timers.Values)
            entry.Timer.Dispose();
        _timers.Clear();
    }

    /// <summary>The message a tick stands for; null if its timer was cancelled, replaced, or belonged to a former instance.</summary>
    internal object? Take(Tick tick)
    {
        if (tick.Owner != this || !_timers.TryGetValue(tick.Key, out var entry) || entry.Generation != tick.Generation)
            return null;
        if (!entry.Repeats)
            Cancel(tick.Key);
        return entry.Message;
    }

    private void Start(object key, object message, TimeSpan dueTime, TimeSpan period, IActorRef? sender)
    {
        Cancel(key);
        var tick = new Envelope(new Tick(this, key, ++_lastGeneration), sender);
        var timer = cell.System.Time.CreateTimer(_ => cell.SendOwn(tick), null, dueTime, period);
        _timers.Add(key, new Entry(_lastGeneration, message, period != Timeout.InfiniteTimeSpan, timer));
    }
}
