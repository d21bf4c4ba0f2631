namespace MandelActors.Farm.Links;

/// <summary>Stands for an actor on the other side of a link: what it is told goes there. It stops when that actor has, or when the link ends.</summary>
internal sealed class LinkProxy : ReceiveActor
{
    /// <param name="number">The actor's, as the other side numbers it.</param>
    public LinkProxy(int number)
    {
        Receive<Departed>(departed => Context.Parent.Tell(departed));
        ReceiveAny(message => Context.Parent.Forward(new Outgoing(number, message)));
    }

    /// <summary>From the link and back to it: what an actor that has ended told this proxy has come through before it.</summary>
    internal sealed record Departed(int Number);

    /// <summary>To the link: send this to an actor of the other side, from the sender.</summary>
    internal sealed record Outgoing(int To, object Message);
}
