namespace MandelActors.Actors.Hosting;

/// <summary>Where actors are made known under a key type.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <exception cref="DuplicateActorRegistryException">The key is taken and <paramref name="overwrite"/> is false.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <returns>False when the key is taken and <paramref name="overwrite"/> is false.</returns>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);
}
