namespace MandelActors.Actors.Tests;

/// <summary>An actor whose behaviour a test writes down where it needs it.</summary>
public sealed class Scripted : ReceiveActor, IWithStash, IWithTimers
{
    public static readonly object AreYouThere = new();

    public Scripted(Action<Scripted> script)
    {
        Receive<object>(_ => Sender.Tell(new Settled(), Self), message => message == AreYouThere);
        script(this);
    }

    public static Props Props(Action<Scripted> script) => Actors.Props.Create(() => new Scripted(script));

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    public IActorRef Me => Self;

    public IActorRef From => Sender;

    public IActorContext Around => Context;

    public Action OnStart { get; set; } = () => { };

    public Action OnStop { get; set; } = () => { };

    public Action<Exception, object?>? OnRestarting { get; set; }

    public Action<Exception>? OnRestarted { get; set; }

    public SupervisorStrategy? Strategy { get; set; }

    public void On<T>(Action<T> handler, Predicate<T>? when = null) => Receive(handler, when);

    public void OnFunc<T>(Func<T, bool> handler) => Receive(handler);

    public void OnAny(Action<object> handler) => ReceiveAny(handler);

    public void OnAsync<T>(Func<T, Task> handler) => ReceiveAsync(handler);

    public void Turn(Action configure) => Become(configure);

    public void TurnStacked(Action configure) => BecomeStacked(configure);

    public void TurnBack() => UnbecomeStacked();

    protected override void PreStart() => OnStart();

    protected override void PostStop() => OnStop();

    protected override void PreRestart(Exception reason, object? message)
    {
        if (OnRestarting is not null)
            OnRestarting(reason, message);
        else
            base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        OnRestarted?.Invoke(reason);
        base.PostRestart(reason);
    }

    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();
}
