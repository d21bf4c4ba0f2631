namespace MandelActors.Actors;

/// <summary>The stash holds as many messages as <see cref="Props.WithStashCapacity"/> allows.</summary>
public sealed class StashOverflowException(string message) : AkkaException(message);
