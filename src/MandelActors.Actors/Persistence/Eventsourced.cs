using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Persistence;

/// <summary>
/// An actor whose state is the sum of its events. At its start it is given its newest snapshot and every event after it, then
/// <see cref="RecoveryCompleted"/>; only then do commands come in. A command persists events and changes state in their handlers, that is,
/// after they are on disk.
/// </summary>
/// <remarks>Read on in .Recovery (start), .Persist (events) and .Snapshots.</remarks>
public abstract partial class Eventsourced : ActorBase, IActorStash
{
    private IEventJournal? _journal;

    /// <summary>The name of its history: one living actor per name, in the whole farm.</summary>
    public abstract string PersistenceId { get; }

    /// <summary>Set by the kernel, before <c>PreStart</c>.</summary>
    public IStash Stash { get; set; } = null!;

    /// <summary>The newest event whose handler has run; 0 before the first.</summary>
    public long LastSequenceNr { get; private set; }

    public bool IsRecovering { get; private set; } = true;

    public bool IsRecoveryFinished => !IsRecovering;

    private IEventJournal Journal => _journal ??= Cell.System.Settings.Journal ?? throw new InvalidOperationException(
        $"Actor system {Cell.System.Name} has no journal, which {GetType().Name} '{PersistenceId}' needs");

    /// <returns>Whether the command was handled.</returns>
    protected abstract bool ReceiveCommand(object message);

    /// <summary>Takes events, <see cref="SnapshotOffer"/> and <see cref="RecoveryCompleted"/>.</summary>
    /// <returns>Whether it was handled.</returns>
    protected abstract bool ReceiveRecover(object message);

    protected override bool Receive(object message) => ReceiveCommand(message);

    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case RecoveryCompleted or SaveSnapshotSuccess or DeleteSnapshotsSuccess:
                break;
            case SaveSnapshotFailure failure:
                Cell.System.Log.LogWarning(failure.Cause, "Snapshot {Sequence} of {Id} failed", failure.Metadata.SequenceNr, PersistenceId);
                break;
            case DeleteSnapshotsFailure failure:
                Cell.System.Log.LogWarning(failure.Cause, "Deleting snapshots of {Id} failed", PersistenceId);
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    /// <summary>
    /// Whether the event is on disk is unknown. Called before the actor is stopped, always; restart it by back-off, not at once.
    /// </summary>
    protected virtual void OnPersistFailure(Exception cause, object @event, long sequenceNr) => Cell.System.Log.LogError(
        cause, "Failed to persist {Event} with sequence number {Sequence} of {Id}", @event.GetType().Name, sequenceNr, PersistenceId);

    /// <summary>The event was not written because it cannot be serialized. The actor goes on; the handler is not called.</summary>
    protected virtual void OnPersistRejected(Exception cause, object @event, long sequenceNr) => Cell.System.Log.LogError(
        cause, "Rejected to persist {Event} with sequence number {Sequence} of {Id}", @event.GetType().Name, sequenceNr, PersistenceId);

    /// <summary>The history cannot be read or was not understood. Called before the actor is stopped, always.</summary>
    /// <param name="message">The event that a handler failed on; null when reading failed.</param>
    protected virtual void OnRecoveryFailure(Exception reason, object? message = null) => Cell.System.Log.LogError(
        reason, "Recovery of {Id} failed after sequence number {Sequence}", PersistenceId, LastSequenceNr);

    /// <summary>All events have been replayed; comes before <see cref="RecoveryCompleted"/>.</summary>
    protected virtual void OnReplaySuccess()
    {
    }

    /// <summary>Runs an async handler to its end before the next message.</summary>
    protected void RunTask(Func<Task> action) => Cell.RunTask(action);

    /// <summary>Continues on this instance's turn with what the journal answered.</summary>
    private void Then<T>(Task<T> answer, Action<T> success, Action<Exception> failure) => answer.ContinueWith(
        ended => Cell.Post(this, () =>
        {
            if (ended.IsCompletedSuccessfully)
                success(ended.GetAwaiter().GetResult());
            else
                failure(ended.Exception?.InnerException ?? new TaskCanceledException(ended));
        }),
        CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private void Then(Task answer, Action success, Action<Exception> failure) => Then(Answered(answer), _ => success(), failure);

    private static async Task<bool> Answered(Task answer)
    {
        await answer.ConfigureAwait(false);
        return true;
    }
}
