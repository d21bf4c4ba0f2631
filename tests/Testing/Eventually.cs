using System.Diagnostics;

namespace MandelActors.Testing;

/// <summary>Waits for something that others do.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Far beyond anything that works: only a hang gets here.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <param name="what">What was expected, for the failure.</param>
    /// <exception cref="TimeoutException">It did not happen.</exception>
    public static Task TrueAsync(Func<bool> happened, Func<string> what) => TrueAsync(() => Task.FromResult(happened()), what);

    /// <inheritdoc cref="TrueAsync(Func{bool}, Func{string})"/>
    public static async Task TrueAsync(Func<Task<bool>> happened, Func<string> what)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!await happened())
        {
            if (waited.Elapsed > Patience) throw new TimeoutException(what());
            await Task.Delay(Interval);
        }
    }
}
