using MandelActors.Actors.Cells;
using MandelActors.Actors.Event;

namespace MandelActors.Actors;

/// <summary>
/// An actor: state that one message at a time may touch. Everything here is for the actor's own turn, except <see cref="Self"/>, which may be
/// handed anywhere.
/// </summary>
public abstract class ActorBase
{
    protected ActorBase()
    {
        Cell = ActorCell.Current ?? throw new ActorInitializationException(
            $"{GetType().Name} was made with 'new'. Only ActorOf(Props) makes actors: they need a mailbox and a parent around them.");
    }

    internal ActorCell Cell { get; }

    protected IActorRef Self => Cell.Self;

    /// <summary>Who sent the message being handled; the dead letters when nobody did.</summary>
    protected IActorRef Sender => Cell.Sender;

    /// <exception cref="InvalidOperationException">The calling thread is running no actor, for example after <c>ConfigureAwait(false)</c>.</exception>
    protected static IActorContext Context => ActorCell.Current ?? throw new InvalidOperationException(
        "There is no active actor context: it exists only while an actor handles a message, on that actor's own turn.");

    /// <summary>The first behaviour.</summary>
    /// <returns>Whether the message was handled; if not, <see cref="Unhandled"/> follows.</returns>
    protected abstract bool Receive(object message);

    /// <summary>Runs a behaviour on a message; a base class may wrap it.</summary>
    protected virtual bool AroundReceive(Receive receive, object message)
    {
        bool handled = receive(message);
        if (!handled)
            Unhandled(message);
        return handled;
    }

    /// <summary>A message without a handler: an <see cref="UnhandledMessage"/> on the event stream, or, for <see cref="Terminated"/>, the end.</summary>
    /// <exception cref="DeathPactException">The message is a <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        Cell.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>After the last message and after the last child.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>On the instance that failed, before it is replaced: stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">What was thrown.</param>
    /// <param name="message">The message that was being handled, which is lost; null if there was none.</param>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        foreach (var child in Cell.GetChildren())
        {
            Cell.Unwatch(child);
            Cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>On the fresh instance, before the next message: calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>How this actor judges its failing children; asked once per instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actors.SupervisorStrategy.DefaultStrategy;

    protected void Become(Receive receive) => Cell.Become(receive);

    protected void BecomeStacked(Receive receive) => Cell.BecomeStacked(receive);

    protected void UnbecomeStacked() => Cell.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => Cell.SetReceiveTimeout(timeout);

    /// <summary>The kernel's way into each life-cycle step; a base class that adds to a step without relying on <c>base.</c> calls overrides these.</summary>
    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop() => PostStop();

    public virtual void AroundPreRestart(Exception cause, object? message) => PreRestart(cause, message);

    public virtual void AroundPostRestart(Exception cause, object? message) => PostRestart(cause);

    internal Receive FirstBehaviour => Receive;

    internal SupervisorStrategy NewStrategy() => SupervisorStrategy();

    internal bool Handle(Receive behaviour, object message) => AroundReceive(behaviour, message);

    /// <summary>The constructors have run.</summary>
    internal virtual void AfterConstruction()
    {
    }

    /// <summary>A message, with every await in its handler, is done.</summary>
    internal virtual void AfterMessage()
    {
    }

    /// <summary>A message failed; its supervisor has not decided yet.</summary>
    internal virtual void AfterFailure()
    {
    }
}
