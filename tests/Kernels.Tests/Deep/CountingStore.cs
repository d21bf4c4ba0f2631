using System.Collections.Concurrent;

namespace MandelActors.Kernels.Tests.Deep;

/// <summary>Keeps references in memory and counts: what is saved was computed, what is opened was not at hand.</summary>
internal sealed class CountingStore : IReferenceStore
{
    private int _opened, _saved;

    /// <summary>What is kept, by key, free to be damaged.</summary>
    public ConcurrentDictionary<string, byte[]> Kept { get; } = new();

    public int Opened => _opened;

    public int Saved => _saved;

    public Stream? OpenRead(string key)
    {
        Interlocked.Increment(ref _opened);
        return Kept.TryGetValue(key, out var bytes) ? new MemoryStream(bytes, writable: false) : null;
    }

    public void Save(string key, Action<Stream> write)
    {
        Interlocked.Increment(ref _saved);
        using var stream = new MemoryStream();
        write(stream);
        Kept[key] = stream.ToArray();
    }
}
