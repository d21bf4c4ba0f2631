namespace MandelActors.Actors;

/// <summary>A name that is taken, or that no actor may have.</summary>
public sealed class InvalidActorNameException(string message) : AkkaException(message);
