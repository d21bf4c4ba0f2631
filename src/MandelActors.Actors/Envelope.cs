namespace MandelActors.Actors;

/// <summary>A message with the one who sent it; what a mailbox holds.</summary>
public readonly struct Envelope(object message, IActorRef? sender)
{
    public object Message { get; } = message;

    /// <summary>Null for <see cref="ActorRefs.NoSender"/>.</summary>
    public IActorRef? Sender { get; } = sender;

    public override string ToString() => $"{Message} from {Sender?.ToString() ?? "nobody"}";
}
