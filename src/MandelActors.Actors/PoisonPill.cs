using MandelActors.Actors.Event;

namespace MandelActors.Actors;

/// <summary>Stops the actor when it comes to the head of the mailbox, after everything sent before it.</summary>
public sealed class PoisonPill : IAutoReceivedMessage, IDeadLetterSuppression
{
    private PoisonPill()
    {
    }

    public static PoisonPill Instance { get; } = new();

    public override string ToString() => "<PoisonPill>";
}
