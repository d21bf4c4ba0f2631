using MandelActors.Actors.Persistence;

namespace MandelActors.Actors.Tests.Persistence;

/// <summary>A persistent actor whose commands a test writes down; its state is the list of its events.</summary>
public sealed class Ledger : ReceivePersistentActor, IWithTimers
{
    public Ledger(string id, IActorRef observer, Action<Ledger> script)
    {
        PersistenceId = id;
        Observer = observer;
        Recover<SnapshotOffer>(offer => Events.Add($"snapshot {offer.Metadata.SequenceNr}: {offer.Snapshot}"));
        Recover<RecoveryCompleted>(_ => OnRecovered?.Invoke());
        Recover<string>(e =>
        {
            FailRecovery?.Invoke();
            Events.Add(e);
        });
        Recover<int>(e => Events.Add("number " + e));
        Command<GetState>(_ => Sender.Tell(new State([.. Events], LastSequenceNr), Self));
        script(this);
    }

    public override string PersistenceId { get; }

    public ITimerScheduler Timers { get; set; } = null!;

    public IActorRef Observer { get; }

    public List<string> Events { get; } = [];

    public IActorRef Me => Self;

    public IActorRef From => Sender;

    public Action? OnRecovered { get; set; }

    public Action? FailRecovery { get; set; }

    public static Props Props(string id, TestProbe observer, Action<Ledger> script)
    {
        var actor = observer.Ref;
        return Actors.Props.Create(() => new Ledger(id, actor, script));
    }

    /// <summary>Persists every string and answers with its sequence number.</summary>
    public static void Simple(Ledger ledger) => ledger.On<string>(m => ledger.Persist(m, e =>
    {
        ledger.Events.Add(e);
        ledger.From.Tell(ledger.LastSequenceNr, ledger.Me);
    }));

    public void On<T>(Action<T> handler) => Command(handler);

    public void OnAsync<T>(Func<T, Task> handler) => CommandAsync(handler);

    public void OnAny(Action<object> handler) => CommandAny(handler);

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr) =>
        Observer.Tell(new PersistFailed(cause, @event, sequenceNr), Self);

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr) =>
        Observer.Tell(new PersistRejected(cause, @event, sequenceNr), Self);

    protected override void OnRecoveryFailure(Exception reason, object? message = null) =>
        Observer.Tell(new RecoveryFailed(reason, message), Self);

    public sealed record GetState;

    public sealed record State(IReadOnlyList<string> Events, long LastSequenceNr);

    public sealed record PersistFailed(Exception Cause, object Event, long SequenceNr);

    public sealed record PersistRejected(Exception Cause, object Event, long SequenceNr);

    public sealed record RecoveryFailed(Exception Cause, object? Message);
}
