namespace MandelActors.Actors.Event;

/// <summary>A message to a stopped actor, to a full mailbox, or to nobody.</summary>
public sealed class DeadLetter(object message, IActorRef sender, IActorRef recipient) : AllDeadLetters(message, sender, recipient);
