using MandelActors.Actors.Persistence;

namespace MandelActors.Farm.Tests.Jobs;

/// <summary>A real journal whose disk is full whenever the test says so.</summary>
internal sealed class JournalWithoutRoom(IEventJournal real) : IEventJournal
{
    private const int NoSpace = 28;

    private volatile bool _hasRoom = true;

    public bool HasRoom
    {
        get => _hasRoom;
        set => _hasRoom = value;
    }

    public IEventSerializer Serializer => real.Serializer;

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries) =>
        HasRoom ? real.AppendAsync(entries) : Task.FromException(new IOException("No space left on device", NoSpace));

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(string persistenceId, long fromSequenceNr, int max) => real.ReadAsync(persistenceId, fromSequenceNr, max);

    public Task SaveSnapshotAsync(JournalEntry snapshot) => real.SaveSnapshotAsync(snapshot);

    public Task<JournalEntry?> LoadSnapshotAsync(string persistenceId) => real.LoadSnapshotAsync(persistenceId);

    public Task DeleteSnapshotsAsync(string persistenceId, long maxSequenceNr) => real.DeleteSnapshotsAsync(persistenceId, maxSequenceNr);
}
