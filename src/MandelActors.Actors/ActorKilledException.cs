namespace MandelActors.Actors;

/// <summary>The failure a <see cref="Kill"/> causes.</summary>
public sealed class ActorKilledException(string message) : AkkaException(message);
