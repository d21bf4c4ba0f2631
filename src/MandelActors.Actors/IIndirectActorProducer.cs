namespace MandelActors.Actors;

/// <summary>Makes actors in a way <see cref="Props"/> cannot, for example from a service container.</summary>
public interface IIndirectActorProducer
{
    Type ActorType { get; }

    /// <summary>A new instance, at the first start and at every restart.</summary>
    ActorBase Produce();

    /// <summary>The instance is no longer used.</summary>
    void Release(ActorBase actor);
}
