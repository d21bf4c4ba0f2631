namespace MandelActors.Actors.Event;

/// <summary>A message its receiver got and had no handler for.</summary>
public sealed class UnhandledMessage(object message, IActorRef sender, IActorRef recipient)
{
    public object Message { get; } = message;

    public IActorRef Sender { get; } = sender;

    public IActorRef Recipient { get; } = recipient;

    public override string ToString() => $"UnhandledMessage from {Sender} to {Recipient}: {Message}";
}
