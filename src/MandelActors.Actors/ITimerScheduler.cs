namespace MandelActors.Actors;

/// <summary>
/// Messages to oneself, later. Own turn only. A timer that was cancelled or replaced delivers nothing any more, not even a message that had
/// already reached the mailbox; restart and stop cancel all timers.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>Keys of the timers that may still deliver.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Delivers <paramref name="msg"/> once after <paramref name="timeout"/>, in place of an older timer of that key.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>As above, with a sender.</summary>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender);

    /// <summary>Delivers <paramref name="msg"/> every <paramref name="interval"/>, first after one interval.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>As above, first after <paramref name="initialDelay"/>.</summary>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    bool IsTimerActive(object key);

    void Cancel(object key);

    void CancelAll();
}
