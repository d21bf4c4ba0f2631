namespace MandelActors.Actors.Hosting;

/// <summary>The key is taken.</summary>
public sealed class DuplicateActorRegistryException(string message) : ActorRegistryException(message);
