using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>
/// An actor whose behaviours are lists of typed handlers, declared in its constructor and in what it <see cref="Become(Action)"/>s.
/// The first handler whose type and condition fit takes the message.
/// </summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly HandlerTable _handlers = new("Receive");
    private readonly Receive _first;

    protected ReceiveActor()
    {
        _handlers.Open();
        _first = _handlers.Behaviour;
    }

    internal override void AfterConstruction() => _handlers.Close();

    protected sealed override void OnReceive(object message)
    {
        if (!_first(message))
            Unhandled(message);
    }

    /// <summary>Replaces the handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure) => Cell.Become(_handlers.Declare(configure));

    /// <summary>Puts handlers on top of the current ones; <see cref="ActorBase.UnbecomeStacked"/> returns.</summary>
    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(_handlers.Declare(configure));

    /// <summary>Handles messages of type <typeparamref name="T"/> that <paramref name="shouldHandle"/> takes (all, when null).</summary>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _handlers.Add(handler, shouldHandle);

    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) => _handlers.Add(handler, shouldHandle);

    /// <summary>Handles messages of type <typeparamref name="T"/>; where it returns false, later handlers are asked.</summary>
    protected void Receive<T>(Func<T, bool> handler) => _handlers.Add(handler);

    /// <summary>Handles everything; no handler may follow.</summary>
    protected void ReceiveAny(Action<object> handler) => _handlers.AddAny(handler);

    /// <summary>
    /// Handles with awaits. The next message waits until the task has ended; <c>Self</c>, <c>Sender</c> and <c>Context</c> stay valid after an
    /// await (unless it says <c>ConfigureAwait(false)</c>), and a thrown exception fails the actor as from any handler.
    /// </summary>
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        _handlers.Add(message => Cell.RunTask(() => handler(message)), shouldHandle);

    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => ReceiveAsync(handler, shouldHandle);

    protected void ReceiveAnyAsync(Func<object, Task> handler) => _handlers.AddAny(message => Cell.RunTask(() => handler(message)));
}
