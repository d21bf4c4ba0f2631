using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Cells;

/// <summary>
/// The life around an actor instance: mailbox, children, watchers, timers. Instances come and go by restart, the cell stays until the actor
/// has terminated. Everything runs on the cell's turn (see Mailbox) except what says that any thread may call it.
/// </summary>
/// <remarks>
/// Read in this order: ActorCell.cs (what is known), .Mailbox (how a turn runs), .Messages (what a message does), .Tasks (awaits),
/// .Children, .Creation, .Supervision (failure and restart), .Termination, .DeathWatch, .Timeouts.
/// </remarks>
internal sealed partial class ActorCell : IActorContext, IThreadPoolWorkItem
{
    [ThreadStatic]
    private static ActorCell? _current;

    private readonly Stack<Receive> _behaviours = new();
    private ActorBase? _actor;
    private SupervisorStrategy? _strategy;

    public ActorCell(ActorSystem system, LocalActorRef self, Props props, ActorRefBase parent)
    {
        System = system;
        Self = self;
        Props = props;
        Parent = parent;
        _messages = new MessageQueue(system.CapacityOf(props.Mailbox));
        _synchronization = new ActorSynchronizationContext(this);
    }

    /// <summary>The cell whose turn the calling thread is running; null outside of actors.</summary>
    public static ActorCell? Current => _current;

    public ActorSystem System { get; }

    public LocalActorRef Self { get; }

    public Props Props { get; }

    public ActorRefBase Parent { get; }

    /// <summary>The message being handled, or last handled while the actor is failed or waits.</summary>
    public Envelope Envelope { get; private set; }

    /// <summary>Tells messages apart that are equal as objects.</summary>
    public long EnvelopeNumber { get; private set; }

    public IActorRef Sender => Envelope.Sender ?? System.DeadLetters;

    IActorRef IActorContext.Self => Self;

    IActorRef IActorContext.Parent => Parent;

    private ILogger Log => System.Log;

    private SupervisorStrategy Strategy => _strategy ??= Props.SupervisorStrategy ?? _actor?.NewStrategy() ?? SupervisorStrategy.DefaultStrategy;

    public void Become(Receive receive)
    {
        UnbecomeStacked();
        BecomeStacked(receive);
    }

    public void BecomeStacked(Receive receive) => _behaviours.Push(receive);

    public void UnbecomeStacked()
    {
        if (_behaviours.Count > 1)
            _behaviours.Pop();
    }
}
