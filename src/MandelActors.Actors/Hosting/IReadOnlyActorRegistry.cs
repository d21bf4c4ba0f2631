using System.Diagnostics.CodeAnalysis;

namespace MandelActors.Actors.Hosting;

/// <summary>Finds actors by a key type, usually the actor's class.</summary>
public interface IReadOnlyActorRegistry
{
    /// <exception cref="MissingActorRegistryEntryException">Nothing is registered under that key.</exception>
    IActorRef Get<TKey>();

    /// <summary>The actor as soon as it is registered.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor);
}
