using MandelActors.Actors.Event;

namespace MandelActors.Actors.Cells;

/// <summary>The one who asked: turns the first answer, the end of a watched actor, or the passing of time into a task's outcome.</summary>
internal sealed class FutureActorRef<T> : ActorRefBase
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer? _timer;
    private readonly CancellationTokenRegistration _cancellation;

    /// <param name="timeout">Null or infinite for none.</param>
    public FutureActorRef(ActorSystem system, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        System = system;
        long uid = system.NextUid();
        Path = system.TempPath.Child("$" + uid, uid);
        if (timeout is { } wait && wait != Timeout.InfiniteTimeSpan)
        {
            _timer = system.Time.CreateTimer(
                static state => ((FutureActorRef<T>)state!).TimeOut(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Wait = wait;
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }

        _cancellation = cancellationToken.UnsafeRegister(
            static (state, token) => ((FutureActorRef<T>)state!).Cancel(token), this);
    }

    public Task<T> Task => _answer.Task;

    public override ActorPath Path { get; }

    internal override ActorSystem System { get; }

    private TimeSpan Wait { get; }

    private protected override void TellInternal(object message, IActorRef? sender)
    {
        // First, so that whoever has the answer finds no timer of the question any more.
        StopWaiting();
        bool first = message switch
        {
            T answer => _answer.TrySetResult(answer),
            Status.Failure failure => _answer.TrySetException(failure.Cause),
            _ => _answer.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (!first)
            System.DeadLetters.Tell(new DeadLetter(message, sender ?? System.DeadLetters, this), sender);
    }

    internal override void SendSystemMessage(SystemMessage message)
    {
        switch (message)
        {
            case SystemMessage.DeathWatchNotification death:
                Tell(new Terminated(death.Actor, death.ExistenceConfirmed, addressTerminated: false), death.Actor);
                break;
            case SystemMessage.Watch watch when _answer.Task.IsCompleted:
                watch.Watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(this, true));
                break;
        }
    }

    private void TimeOut()
    {
        if (_answer.TrySetException(new AskTimeoutException($"Timeout after {Wait}")))
            StopWaiting();
    }

    private void Cancel(CancellationToken token)
    {
        if (_answer.TrySetCanceled(token))
            _timer?.Dispose();
    }

    private void StopWaiting()
    {
        _timer?.Dispose();
        _cancellation.Unregister();
    }
}
