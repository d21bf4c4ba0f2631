using MandelActors.Actors.Event;
using Microsoft.Extensions.Logging;

namespace MandelActors.Actors.Cells;

/// <summary>The end of all messages nobody can receive.</summary>
internal sealed class DeadLetterActorRef(ActorSystem system, ActorPath path) : ActorRefBase
{
    public override ActorPath Path { get; } = path;

    internal override ActorSystem System { get; } = system;

    /// <summary>Publishes what <paramref name="recipient"/> could not receive.</summary>
    public void Publish(Envelope envelope, IActorRef recipient)
    {
        var sender = envelope.Sender ?? this;
        switch (envelope.Message)
        {
            case AllDeadLetters:
                // A listener that is full or gone: another letter about it would find it just as full.
                break;
            case IDeadLetterSuppression:
                System.EventStream.Publish(new SuppressedDeadLetter(envelope.Message, sender, recipient));
                break;
            default:
                System.Log.LogDebug("Dead letter {Message} from {Sender} to {Recipient}", envelope.Message.GetType().Name, sender.Path, recipient.Path);
                System.EventStream.Publish(new DeadLetter(envelope.Message, sender, recipient));
                break;
        }
    }

    private protected override void TellInternal(object message, IActorRef? sender)
    {
        if (message is AllDeadLetters)
            System.EventStream.Publish(message);
        else
            Publish(new Envelope(message, sender), this);
    }

    internal override void SendSystemMessage(SystemMessage message)
    {
        if (message is SystemMessage.Watch watch)
            watch.Watcher.SendSystemMessage(new SystemMessage.DeathWatchNotification(this, false));
    }
}
