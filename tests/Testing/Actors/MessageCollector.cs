using System.Threading.Channels;
using MandelActors.Actors;

namespace MandelActors.Testing.Actors;

/// <summary>Puts everything it is told into a channel.</summary>
public sealed class MessageCollector : ReceiveActor
{
    public MessageCollector(ChannelWriter<(object Message, IActorRef Sender)> received)
    {
        Receive<Watch>(watch => Context.Watch(watch.Subject));
        ReceiveAny(message => received.TryWrite((message, Sender)));
    }

    /// <summary>Not collected: an order to watch.</summary>
    public sealed record Watch(IActorRef Subject);
}
