namespace MandelActors.Actors;

/// <summary>No answer to an <c>Ask</c> came in time. The request may still be, or have been, handled.</summary>
public sealed class AskTimeoutException(string message) : AkkaException(message);
