namespace MandelActors.Actors;

/// <summary>An operation that this moment of an actor's life does not allow, such as stashing one message twice.</summary>
public sealed class IllegalActorStateException(string message) : AkkaException(message);
