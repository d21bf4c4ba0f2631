namespace MandelActors.Actors.Cells;

/// <summary>The reference to an actor of this process.</summary>
internal sealed class LocalActorRef : ActorRefBase
{
    public LocalActorRef(ActorSystem system, Props props, ActorRefBase parent, ActorPath path)
    {
        System = system;
        Path = path;
        Cell = new ActorCell(system, this, props, parent);
    }

    public override ActorPath Path { get; }

    public ActorCell Cell { get; }

    public bool IsTerminated => Cell.IsTerminated;

    internal override ActorSystem System { get; }

    private protected override void TellInternal(object message, IActorRef? sender) => Cell.SendMessage(new Envelope(message, sender));

    internal override void SendSystemMessage(SystemMessage message) => Cell.SendSystemMessage(message);
}
