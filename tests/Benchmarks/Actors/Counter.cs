using MandelActors.Actors;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Reports after so many messages.</summary>
internal sealed class Counter : ReceiveActor
{
    public Counter(int expected, Action report)
    {
        int left = expected;
        ReceiveAny(_ =>
        {
            if (--left == 0) report();
        });
    }
}
