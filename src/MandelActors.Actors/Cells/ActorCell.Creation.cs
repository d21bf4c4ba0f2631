namespace MandelActors.Actors.Cells;

/// <content>The birth of instances.</content>
internal sealed partial class ActorCell
{
    private TimerScheduler? _timers;
    private ActorStash? _stash;

    /// <summary>Begins the actor's life; its first turn constructs it. Called once, before the reference is known to anyone.</summary>
    public void Start() => SendSystemMessage(SystemMessage.Create.Instance);

    private void Create()
    {
        try
        {
            NewInstance().AroundPreStart();
            RestartReceiveTimeout();
            _actor!.AfterMessage();
        }
        catch (Exception cause)
        {
            LetGoUnfinished();
            throw new ActorInitializationException(Self, $"Exception during creation of {Self.Path}: {cause.Message}", cause);
        }
    }

    private ActorBase NewInstance()
    {
        _behaviours.Clear();
        _strategy = null;
        var actor = Props.NewActor();
        if (actor.Cell != this)
            throw new ActorInitializationException(Self, $"{Props.Type.Name} was made elsewhere: a producer must return a new instance every time");
        actor.AfterConstruction();

        // A constructor may have chosen a behaviour already; the first one lies below it.
        Receive[] chosen = [.. _behaviours];
        _behaviours.Clear();
        _behaviours.Push(actor.FirstBehaviour);
        if (chosen.Length > 0)
            _behaviours.Push(chosen[0]);

        if (actor is IActorStash stashing)
            stashing.Stash = _stash = new ActorStash(this, Props.StashCapacity);
        if (actor is IWithTimers timed)
            timed.Timers = _timers = new TimerScheduler(this);
        return _actor = actor;
    }

    /// <summary>An instance whose start failed is never stopped: it has not lived.</summary>
    private void LetGoUnfinished()
    {
        if (_actor is { } unfinished)
            LetGo(unfinished);
        _actor = null;
    }

    /// <summary>Ends what belongs to the instance and not to the cell: its timers, its stash, its wait.</summary>
    private void LetGo(ActorBase actor)
    {
        _timers?.CancelAll();
        _timers = null;
        _stash?.UnstashAll();
        _stash = null;
        _awaiting = _holding = false;
        Props.Release(actor);
    }
}
