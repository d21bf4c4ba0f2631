namespace MandelActors.Actors;

/// <summary>Null was sent.</summary>
public sealed class InvalidMessageException(string message) : AkkaException(message);
