namespace MandelActors.Protocol.Api;

/// <summary>Some of the log, oldest first.</summary>
/// <param name="Next">What to ask after for the entries that follow.</param>
public sealed record LogPage(IReadOnlyList<LogEntry> Entries, long Next);
