namespace MandelActors.Farm.Transport;

/// <summary>Counts what is handed in over HTTP, and what came of it. Thread-safe.</summary>
public sealed class TransferTally
{
    private long _bytes;
    private long _taken;
    private long _stale;
    private long _refused;
    private long _broken;
    private long _postponed;

    /// <summary>Bytes of frames that came, those of broken and refused ones included.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Requests that handed something in, by what came of them.</summary>
    public IReadOnlyList<(string Outcome, long Count)> Outcomes =>
    [
        ("taken", Volatile.Read(ref _taken)),
        ("stale", Volatile.Read(ref _stale)),
        ("refused", Volatile.Read(ref _refused)),
        ("broken", Volatile.Read(ref _broken)),
        ("postponed", Volatile.Read(ref _postponed)),
    ];

    /// <summary>Told how long each part took that was taken, from its request's headers until it was verified on disk; null for nobody.</summary>
    internal Action<TimeSpan>? Taken { get; set; }

    internal void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);

    internal void End(UploadAnswer answer, TimeSpan took)
    {
        switch (answer)
        {
            case UploadAnswer.Taken:
                Interlocked.Increment(ref _taken);
                Taken?.Invoke(took);
                break;
            case UploadAnswer.Stale:
                Interlocked.Increment(ref _stale);
                break;
            case UploadAnswer.Broken or UploadAnswer.Misplaced:
                Interlocked.Increment(ref _broken);
                break;
            case UploadAnswer.Unavailable or UploadAnswer.NoRoom:
                Interlocked.Increment(ref _postponed);
                break;
            default:
                Interlocked.Increment(ref _refused);
                break;
        }
    }
}
