using System.Security.Cryptography;

namespace MandelActors.Farm.Transport;

/// <summary>Pauses between tries: each twice as long as the one before, up to a limit, and each varied by up to a half, so that many who failed together do not come back together.</summary>
internal sealed class RetryPause(TimeSpan first, TimeSpan longest)
{
    private int _failures;

    /// <summary>Something worked: the next pause is a short one.</summary>
    public void Reset() => _failures = 0;

    public TimeSpan Next() => Next(longest);

    /// <param name="most">A limit for this once; what is varied may be half as much again.</param>
    public TimeSpan Next(TimeSpan most)
    {
        var pause = first * Math.Pow(2, Math.Min(_failures++, 20));
        if (pause > longest) pause = longest;
        if (pause > most) pause = most;
        // From the system's generator: nodes that start together must not share a seed.
        return pause * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 1000.0));
    }
}
