namespace MandelActors.Actors;

/// <summary>An actor that takes its messages as plain objects.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>Handles a message; calls <see cref="ActorBase.Unhandled"/> for what it does not know.</summary>
    protected abstract void OnReceive(object message);

    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    protected void Become(UntypedReceive receive) => Cell.Become(Handled(receive));

    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(Handled(receive));

    /// <summary>Runs <paramref name="action"/> to its end before the next message, awaits included.</summary>
    protected void RunTask(Func<Task> action) => Cell.RunTask(action);

    private static Receive Handled(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };
}
