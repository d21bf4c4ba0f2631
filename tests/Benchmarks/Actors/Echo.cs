using MandelActors.Actors;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Answers with what it was asked.</summary>
internal sealed class Echo : ReceiveActor
{
    public Echo()
    {
        ReceiveAny(message => Sender.Tell(message, Self));
    }
}
