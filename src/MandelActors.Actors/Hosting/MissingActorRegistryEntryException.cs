namespace MandelActors.Actors.Hosting;

/// <summary>Nothing is registered under the key (yet).</summary>
public sealed class MissingActorRegistryEntryException(string message) : ActorRegistryException(message);
