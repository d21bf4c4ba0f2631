namespace MandelActors.Actors;

/// <summary>An actor's view of its surroundings. Valid on the actor's own turn only; never hand it to another thread.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    IActorRef Self { get; }

    /// <summary>Who sent the message being handled; the dead letters when nobody did. Survives awaits in <c>ReceiveAsync</c>.</summary>
    IActorRef Sender { get; }

    IActorRef Parent { get; }

    Props Props { get; }

    ActorSystem System { get; }

    /// <summary>The silence after which <see cref="Actors.ReceiveTimeout"/> arrives; null when off.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Replaces the current behaviour.</summary>
    void Become(Receive receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    void BecomeStacked(Receive receive);

    /// <summary>Returns to the behaviour below; the first one always stays.</summary>
    void UnbecomeStacked();

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    IActorRef Child(string name);

    /// <summary>All children that have not terminated yet.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>Sets, changes or (null) ends the receive timeout; every message but an <see cref="INotInfluenceReceiveTimeout"/> restarts it.</summary>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>Stops a child (or this actor itself) after the message it is handling.</summary>
    void Stop(IActorRef child);
}
