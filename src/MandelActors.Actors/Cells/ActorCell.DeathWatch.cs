namespace MandelActors.Actors.Cells;

/// <content>
/// Death watch. A notice arrives as a system message, but what the actor is told goes through its mailbox, behind everything the dead one
/// sent it; and only if it still watches when its turn comes.
/// </content>
internal sealed partial class ActorCell
{
    /// <summary>Whom this actor watches, with the message it wants in place of <see cref="Terminated"/>.</summary>
    private readonly Dictionary<IActorRef, object?> _watching = [];

    /// <summary>Deaths that wait in the mailbox.</summary>
    private readonly Dictionary<IActorRef, object?> _terminatedQueued = [];

    private readonly HashSet<ActorRefBase> _watchedBy = [];

    public IActorRef Watch(IActorRef subject) => AddWatch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message) => AddWatch(subject, message);

    public IActorRef Unwatch(IActorRef subject)
    {
        if (_watching.Remove(subject))
            ((ActorRefBase)subject).SendSystemMessage(new SystemMessage.Unwatch(Self));
        _terminatedQueued.Remove(subject);
        return subject;
    }

    private IActorRef AddWatch(IActorRef subject, object? message)
    {
        if (subject.Equals(Self))
            return subject;
        if (_watching.TryGetValue(subject, out object? known))
        {
            return Equals(known, message)
                ? subject
                : throw new InvalidOperationException($"{subject} is already watched with {known ?? "Terminated"}: unwatch it first");
        }

        _watching.Add(subject, message);
        ((ActorRefBase)subject).SendSystemMessage(new SystemMessage.Watch(Self));
        return subject;
    }

    private void AddWatcher(ActorRefBase watcher)
    {
        if (IsTerminated)
            watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(Self, true));
        else
            _watchedBy.Add(watcher);
    }

    private void HandleDeath(SystemMessage.DeathWatchNotification death)
    {
        if (IsTerminated)
            return;
        if (_watching.Remove(death.Actor, out object? message) && _waitingFor != Waiting.ToTerminate)
        {
            _terminatedQueued[death.Actor] = message;
            _messages.Enqueue(new Envelope(new Terminated(death.Actor, death.ExistenceConfirmed, addressTerminated: false), death.Actor));
        }

        if (RemoveChild(death.Actor) && _waitingFor != Waiting.ForNothing && !AnyChildStopping())
            ChildrenHaveStopped();
    }

    private void ReceivedTerminated(Terminated terminated)
    {
        if (_terminatedQueued.Remove(terminated.ActorRef, out object? message))
            Handle(message ?? terminated);
    }

    private void TellWatchers()
    {
        foreach (var watcher in _watchedBy)
        {
            if (!watcher.Equals(Parent))
                watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(Self, true));
        }

        _watchedBy.Clear();
    }

    private void UnwatchAll()
    {
        foreach (var subject in _watching.Keys)
            ((ActorRefBase)subject).SendSystemMessage(new SystemMessage.Unwatch(Self));
        _watching.Clear();
        _terminatedQueued.Clear();
    }
}
