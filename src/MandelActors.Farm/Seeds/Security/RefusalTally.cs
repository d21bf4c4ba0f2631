using System.Net;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Seeds.Security;

/// <summary>Counts who was turned away and why, and says in the log where wrong tokens and failed handshakes come from: a line a minute for each address. Thread-safe.</summary>
/// <remarks>What was shown as a token is never written down: it may be a right one of another farm, or a right one with a typing error.</remarks>
internal sealed partial class RefusalTally(TimeProvider time)
{
    /// <summary>Addresses that are told apart; those beyond share one line, so that strangers from everywhere fill neither memory nor log.</summary>
    private const int MostAddresses = 256;

    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[Enum.GetValues<Refusal>().Length];
    private readonly Dictionary<(Refusal Why, IPAddress? Address), Line> _lines = [];

    /// <summary>How many were turned away, by reason.</summary>
    public IReadOnlyList<(string Reason, long Count)> Counts
    {
        get
        {
            lock (_lock) return [.. Enum.GetValues<Refusal>().Select(why => (WordFor(why), _counts[(int)why]))];
        }
    }

    /// <summary>Somebody was turned away.</summary>
    /// <param name="from">The address that asked; null if it is not known.</param>
    /// <param name="log">Told of wrong tokens and failed handshakes.</param>
    public void Add(Refusal why, IPAddress? from, ILogger log)
    {
        long before;
        lock (_lock)
        {
            _counts[(int)why]++;
            if (why is not (Refusal.WrongToken or Refusal.Handshake) || !MayLog(why, from, out before)) return;
        }

        string address = from?.ToString() ?? "somewhere";
        switch (why, before)
        {
            case (Refusal.WrongToken, 0):
                WrongToken(log, address);
                break;
            case (Refusal.WrongToken, _):
                WrongToken(log, address, before);
                break;
            case (_, 0):
                Handshake(log, address);
                break;
            default:
                Handshake(log, address, before);
                break;
        }
    }

    /// <param name="before">How many there were since the last line about this address.</param>
    private bool MayLog(Refusal why, IPAddress? from, out long before)
    {
        before = 0;
        if (_lines.Count >= MostAddresses)
            foreach (var past in _lines.Where(entry => time.GetElapsedTime(entry.Value.Since) >= Quiet).Select(entry => entry.Key).ToArray()) _lines.Remove(past);
        var key = (why, _lines.Count < MostAddresses || _lines.ContainsKey((why, from)) ? from : null);
        if (_lines.TryGetValue(key, out var line) && time.GetElapsedTime(line.Since) < Quiet)
        {
            line.Unsaid++;
            return false;
        }

        before = line?.Unsaid ?? 0;
        _lines[key] = new Line(time.GetTimestamp());
        return true;
    }

    private static string WordFor(Refusal why) => why switch
    {
        Refusal.NoToken => "no-token",
        Refusal.WrongToken => "wrong-token",
        _ => why.ToString().ToLowerInvariant(),
    };

    [LoggerMessage(LogLevel.Warning, "{Address} shows a token that is none of this farm")]
    private static partial void WrongToken(ILogger log, string address);

    [LoggerMessage(LogLevel.Warning, "{Address} shows a token that is none of this farm ({Before} more since it was said last)")]
    private static partial void WrongToken(ILogger log, string address, long before);

    [LoggerMessage(LogLevel.Warning, "{Address} connected and made no TLS connection of it")]
    private static partial void Handshake(ILogger log, string address);

    [LoggerMessage(LogLevel.Warning, "{Address} connected and made no TLS connection of it ({Before} more since it was said last)")]
    private static partial void Handshake(ILogger log, string address, long before);

    private sealed class Line(long since)
    {
        public long Since => since;

        public long Unsaid { get; set; }
    }
}
