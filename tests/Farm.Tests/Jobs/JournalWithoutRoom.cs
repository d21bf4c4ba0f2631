using MandelActors.Actors.Persistence;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>A real journal whose disk is full, or slow, whenever the test says so.</summary>
internal sealed class JournalWithoutRoom(IEventJournal real) : IEventJournal
{
    private const int NoSpace = 28;

    private volatile bool _hasRoom = true;
    private volatile HeldWrite? _held;

    public bool HasRoom
    {
        get => _hasRoom;
        set => _hasRoom = value;
    }

    public IEventSerializer Serializer => real.Serializer;

    /// <summary>Has the next write of such an event wait, and with it everything that its actor is told meanwhile.</summary>
    public HeldWrite Hold(string manifest) => _held = new HeldWrite(manifest);

    public async Task AppendAsync(IReadOnlyList<JournalEntry> entries)
    {
        if (!HasRoom) throw new IOException("No space left on device", NoSpace);
        if (_held is { } held && entries.Any(entry => entry.Manifest == held.Manifest)) await held.WaitAsync();
        await real.AppendAsync(entries);
    }

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(string persistenceId, long fromSequenceNr, int max) => real.ReadAsync(persistenceId, fromSequenceNr, max);

    public Task SaveSnapshotAsync(JournalEntry snapshot) => real.SaveSnapshotAsync(snapshot);

    public Task<JournalEntry?> LoadSnapshotAsync(string persistenceId) => real.LoadSnapshotAsync(persistenceId);

    public Task DeleteSnapshotsAsync(string persistenceId, long maxSequenceNr) => real.DeleteSnapshotsAsync(persistenceId, maxSequenceNr);
}
