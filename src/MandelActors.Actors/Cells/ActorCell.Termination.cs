using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Cells;

/// <content>
/// The end: children first, then <c>PostStop</c>, then the mailbox's rest to the dead letters, then the notices to parent and watchers.
/// A terminated cell still takes turns for what arrives late: watches are answered, messages become dead letters.
/// </content>
internal sealed partial class ActorCell
{
    private volatile bool _terminated;

    /// <summary>Any thread.</summary>
    public bool IsTerminated => _terminated;

    private void Terminate()
    {
        SetReceiveTimeout(null);
        bool first;
        lock (_childrenGate)
        {
            first = _waitingFor != Waiting.ToTerminate;
            _waitingFor = Waiting.ToTerminate;
        }

        if (!first)
            return;
        _suspensions++;
        StopAllChildren();
        WaitForChildren(Waiting.ToTerminate);
    }

    private void FinishTerminate()
    {
        var actor = _actor;
        try
        {
            actor?.AroundPostStop();
        }
        catch (Exception cause)
        {
            Log.LogError(cause, "PostStop of {Actor} failed", Self.Path);
        }

        if (actor is not null)
            LetGo(actor);
        _terminated = true;
        while (_messages.TryDequeue(out var envelope))
            DeadLetter(envelope);

        Parent.SendSystemMessage(new SystemMessage.DeathWatchNotification(Self, true));
        TellWatchers();
        UnwatchAll();
        _actor = null;
        _strategy = null;
        _failedBy = null;
        _behaviours.Clear();
        Envelope = default;
    }
}
