namespace MandelActors.Protocol.Api;

/// <summary>Some of the log, oldest first.</summary>
/// <param name="Next">What to ask after for the entries that follow.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, long Next)
{
    /// <summary>Which log <see cref="Next"/> and the entries' numbers are of: every process of a seed has its own, and counts from its own beginning. Null from seeds that do not say.</summary>
    public string? LogId { get; init; }
}
