using MandelActors.Protocol.Api;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>The last log entries of this seed, for whoever asks over HTTP. Thread-safe.</summary>
/// <param name="capacity">Most entries kept; the oldest go first.</param>
public sealed class RecentLog(int capacity)
{
    private readonly Lock _lock = new();
    private readonly string _id = Guid.NewGuid().ToString("N");
    private readonly Queue<LogEntry> _entries = new();
    private long _last;

    /// <summary>Keeps an entry.</summary>
    /// <param name="entry">Its number is given here.</param>
    public void Add(LogEntry entry)
    {
        lock (_lock)
        {
            if (_entries.Count == capacity) _entries.Dequeue();
            _entries.Enqueue(entry with { Number = ++_last });
        }
    }

    /// <summary>Some of the log, oldest first.</summary>
    /// <param name="after">Only entries with larger numbers; one that no entry has yet is of another process's log, and all entries come after it.</param>
    /// <param name="most">At most so many; where there are more, the newest without <paramref name="after"/>, the oldest with it, so that nothing is passed over.</param>
    /// <param name="job">Only entries about this job; null for all.</param>
    public LogPage Read(long? after, int most, string? job)
    {
        lock (_lock)
        {
            long read = after > _last ? 0 : after ?? 0;
            var wanted = _entries.Where(entry => entry.Number > read && (job is null || entry.JobId == job));
            LogEntry[] page = [.. after is null ? wanted.TakeLast(most) : wanted.Take(most)];
            // Whoever has read all asks next for what comes after the last one, of whatever job.
            return new LogPage(page, page.Length == most ? page[^1].Number : _last) { LogId = _id };
        }
    }
}
