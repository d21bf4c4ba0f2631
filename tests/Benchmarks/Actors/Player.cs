using MandelActors.Actors;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Sends every message back, until half the game's messages have passed here.</summary>
internal sealed class Player : ReceiveActor
{
    public Player(int messages, Action report)
    {
        int left = messages / 2;
        ReceiveAny(message =>
        {
            if (left-- == 0) report();
            else if (left >= 0) Sender.Tell(message, Self);
        });
    }
}
