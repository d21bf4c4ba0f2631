namespace MandelActors.Actors.Event;

/// <summary>A dead letter of the kind that is lost in the normal course of things.</summary>
public sealed class SuppressedDeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
