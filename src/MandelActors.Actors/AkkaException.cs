namespace MandelActors.Actors;

/// <summary>Root of everything the actor kernel throws by itself; it bears Akka.NET's name so that catch clauses compile against either.</summary>
public abstract class AkkaException(string message, Exception? cause = null) : Exception(message, cause);
