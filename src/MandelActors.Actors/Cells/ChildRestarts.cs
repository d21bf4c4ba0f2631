namespace MandelActors.Actors.Cells;

/// <summary>How often one child was restarted, and since when that counts.</summary>
internal sealed class ChildRestarts
{
    private int _restarts;
    private DateTimeOffset? _windowStart;

    /// <summary>Counts one more restart if the limits allow it.</summary>
    /// <param name="maxRetries">Negative for no limit; 0 for none.</param>
    /// <param name="windowMilliseconds">The span in which retries count, from the first of them; negative for ever.</param>
    public bool Request(int maxRetries, int windowMilliseconds, DateTimeOffset now)
    {
        if (maxRetries == 0)
            return false;
        if (windowMilliseconds < 0)
            return maxRetries < 0 || ++_restarts <= maxRetries;

        // A window without a number allows one restart in it, as in Akka.
        int allowed = maxRetries < 0 ? 1 : maxRetries;
        _windowStart ??= now;
        if (now - _windowStart.Value <= TimeSpan.FromMilliseconds(windowMilliseconds))
            return ++_restarts <= allowed;
        (_windowStart, _restarts) = (now, 1);
        return true;
    }
}
