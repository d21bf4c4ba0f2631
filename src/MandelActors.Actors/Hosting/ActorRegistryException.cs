namespace MandelActors.Actors.Hosting;

/// <summary>An actor was looked for that nobody registered, or registered twice.</summary>
public class ActorRegistryException(string message) : Exception(message);
