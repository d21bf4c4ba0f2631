namespace MandelActors.Actors.Cells;

/// <content>The receive timeout. Each restart of the clock makes a new generation, so that a tick in the mailbox cannot come too late.</content>
internal sealed partial class ActorCell
{
    private ITimer? _receiveTimer;
    private long _receiveGeneration;

    private sealed record ReceiveTimeoutTick(long Generation) : INotInfluenceReceiveTimeout;

    public TimeSpan? ReceiveTimeout { get; private set; }

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A receive timeout is positive");
        ReceiveTimeout = timeout;
        RestartReceiveTimeout();
    }

    private void PauseReceiveTimeout()
    {
        if (_receiveTimer is null)
            return;
        _receiveGeneration++;
        _receiveTimer.Dispose();
        _receiveTimer = null;
    }

    private void RestartReceiveTimeout()
    {
        PauseReceiveTimeout();
        if (ReceiveTimeout is not { } timeout)
            return;
        var tick = new Envelope(new ReceiveTimeoutTick(++_receiveGeneration), ActorRefs.NoSender);
        _receiveTimer = System.Time.CreateTimer(_ => SendOwn(tick), null, timeout, Timeout.InfiniteTimeSpan);
    }

    private bool TakeReceiveTimeout(ReceiveTimeoutTick tick)
    {
        if (tick.Generation != _receiveGeneration || ReceiveTimeout is null)
            return false;
        RestartReceiveTimeout();
        return true;
    }
}
