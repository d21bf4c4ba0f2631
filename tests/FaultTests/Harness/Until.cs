using System.Diagnostics;

namespace MandelActors.FaultTests.Harness;

/// <summary>Waits for something another process does.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Far beyond anything that works: only a hang gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <exception cref="TimeoutException">It did not happen.</exception>
    public static async Task TrueAsync(Func<bool> happened, Func<string> what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!happened())
        {
            if (waited.Elapsed > Patience) throw new TimeoutException(what());
            await Task.Delay(Interval);
        }
    }
}
