using MandelActors.Actors.Cells;

namespace MandelActors.Actors;

/// <summary>Sending as whoever is running.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends from the actor whose turn it is, or from nobody outside of actors.</summary>
    public static void Tell(this IActorRef receiver, object message) => receiver.Tell(message, ActorCell.Current?.Self);

    /// <summary>Sends the message on with its original sender. Does nothing outside of actors.</summary>
    public static void Forward(this IActorRef receiver, object message)
    {
        if (ActorCell.Current is { } cell)
            receiver.Tell(message, cell.Sender);
    }
}
