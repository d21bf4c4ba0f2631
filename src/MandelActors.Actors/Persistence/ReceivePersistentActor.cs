using MandelActors.Actors.Cells;

namespace MandelActors.Actors.Persistence;

/// <summary>A persistent actor whose behaviours are lists of typed handlers: <c>Command</c> for what it is told, <c>Recover</c> for its history.</summary>
public abstract class ReceivePersistentActor : Eventsourced
{
    private readonly HandlerTable _commands = new("Command");
    private readonly HandlerTable _recovers = new("Recover");
    private readonly Receive _firstCommands;
    private readonly Receive _recover;

    protected ReceivePersistentActor()
    {
        _commands.Open();
        _recovers.Open();
        _firstCommands = _commands.Behaviour;
        _recover = _recovers.Behaviour;
    }

    internal override void AfterConstruction()
    {
        _commands.Close();
        _recovers.Close();
    }

    protected sealed override bool ReceiveCommand(object message) => _firstCommands(message);

    protected sealed override bool ReceiveRecover(object message) => _recover(message);

    /// <summary>Replaces the command handlers by those that <paramref name="configure"/> declares.</summary>
    protected void Become(Action configure) => Cell.Become(_commands.Declare(configure));

    /// <summary>Puts command handlers on top of the current ones.</summary>
    protected void BecomeStacked(Action configure) => Cell.BecomeStacked(_commands.Declare(configure));

    /// <summary>Handles commands of type <typeparamref name="T"/> that <paramref name="shouldHandle"/> takes (all, when null).</summary>
    protected void Command<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _commands.Add(handler, shouldHandle);

    protected void Command<T>(Predicate<T> shouldHandle, Action<T> handler) => _commands.Add(handler, shouldHandle);

    /// <summary>Handles commands of type <typeparamref name="T"/>; where it returns false, later handlers are asked.</summary>
    protected void Command<T>(Func<T, bool> handler) => _commands.Add(handler);

    /// <summary>Handles every command; no handler may follow.</summary>
    protected void CommandAny(Action<object> handler) => _commands.AddAny(handler);

    /// <summary>Handles with awaits; the next command waits until the task has ended and its events are written.</summary>
    protected void CommandAsync<T>(Func<T, Task> handler, Predicate<T>? shouldHandle = null) =>
        _commands.Add(message => Cell.RunTask(() => handler(message)), shouldHandle);

    protected void CommandAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler) => CommandAsync(handler, shouldHandle);

    protected void CommandAnyAsync(Func<object, Task> handler) => _commands.AddAny(message => Cell.RunTask(() => handler(message)));

    /// <summary>Takes events of type <typeparamref name="T"/> from the history; must not have other effects than on the state.</summary>
    protected void Recover<T>(Action<T> handler, Predicate<T>? shouldHandle = null) => _recovers.Add(handler, shouldHandle);

    protected void Recover<T>(Predicate<T> shouldHandle, Action<T> handler) => _recovers.Add(handler, shouldHandle);

    protected void Recover<T>(Func<T, bool> handler) => _recovers.Add(handler);

    protected void RecoverAny(Action<object> handler) => _recovers.AddAny(handler);
}
