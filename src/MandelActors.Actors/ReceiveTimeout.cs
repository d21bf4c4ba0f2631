namespace MandelActors.Actors;

/// <summary>Nothing arrived for as long as <see cref="IActorContext.SetReceiveTimeout"/> allows.</summary>
public sealed class ReceiveTimeout
{
    private ReceiveTimeout()
    {
    }

    public static ReceiveTimeout Instance { get; } = new();

    public override string ToString() => "<ReceiveTimeout>";
}
