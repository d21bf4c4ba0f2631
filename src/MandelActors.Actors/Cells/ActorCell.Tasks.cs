using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Cells;

/// <content>
/// Awaits. While the task of an async handler has not ended, user messages wait; system messages are handled, so that an actor stuck in an
/// await can still be stopped. What follows an await runs as a system message of the same cell: never at the same time as anything else of
/// this actor. After a stop it still runs, so that <c>finally</c> blocks do.
/// </content>
internal sealed partial class ActorCell
{
    private readonly ActorSynchronizationContext _synchronization;
    private readonly Queue<SystemMessage.Run> _deferred = new();
    private bool _awaiting;

    /// <summary>A persistent actor waits for its journal.</summary>
    private bool _holding;

    /// <summary>Whether an async handler has not ended yet.</summary>
    public bool IsAwaiting => _awaiting;

    /// <summary>Runs an async handler; returns at its first await that has to wait.</summary>
    public void RunTask(Func<Task> action)
    {
        if (_awaiting)
            throw new InvalidOperationException("The actor is already running an async handler");
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_synchronization);
        Task task;
        try
        {
            task = action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
            return;
        }

        _awaiting = true;
        var incarnation = _actor!;
        task.ContinueWith(
            ended => SendSystemMessage(new SystemMessage.TaskEnded(ended, incarnation)),
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Keeps user messages waiting until <see cref="Release"/>.</summary>
    public void Hold() => _holding = true;

    public void Release()
    {
        _holding = false;
        if (_awaiting)
            return;
        RestartReceiveTimeout();
        ForgetEnvelope();
    }

    /// <summary>Runs <paramref name="action"/> on the actor's turn unless this instance of it is gone by then. Any thread.</summary>
    public void Post(ActorBase incarnation, Action action) => SendSystemMessage(new SystemMessage.Run(action, incarnation));

    /// <summary>Runs <paramref name="action"/> as if <paramref name="envelope"/> were the message being handled.</summary>
    public void RunWith(Envelope envelope, Action action)
    {
        var outer = Envelope;
        Envelope = envelope;
        action();

        // A handler that went into an await still needs it.
        if (!_awaiting)
            Envelope = outer;
    }

    private void RunContinuation(SystemMessage.Continue continuation)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_synchronization);
        try
        {
            continuation.Callback(continuation.State);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    private void EndTask(SystemMessage.TaskEnded ended)
    {
        if (ended.Incarnation != _actor)
        {
            if (ended.Task.Exception is { } late)
                Log.LogWarning(late.InnerException, "A handler of {Actor} failed after that actor had been stopped or restarted", Self.Path);
            return;
        }

        _awaiting = false;
        try
        {
            ended.Task.GetAwaiter().GetResult();
            _actor.AfterMessage();
        }
        finally
        {
            if (!_awaiting && !_holding)
                RestartReceiveTimeout();
        }

        ForgetEnvelope();
    }

    private void RunForActor(SystemMessage.Run run)
    {
        if (run.Incarnation != _actor)
            return;
        if (_suspensions > 0)
            _deferred.Enqueue(run);
        else
            run.Action();
    }
}
