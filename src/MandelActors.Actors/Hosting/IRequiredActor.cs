namespace MandelActors.Actors.Hosting;

/// <summary>Injects an actor of the registry wherever services are injected.</summary>
/// <typeparam name="TActor">The key it is registered under.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <exception cref="MissingActorRegistryEntryException">It is not registered (yet).</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
