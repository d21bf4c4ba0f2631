namespace MandelActors.Actors.Persistence;

/// <summary>
/// Where persistent actors keep their events and snapshots, whatever the database. Calls for one persistence id take effect in the order they
/// were made: a read sees every write requested before it. Thread-safe. Every failure comes through the task.
/// </summary>
public interface IEventJournal
{
    /// <summary>The application's translation of events and snapshots into entries.</summary>
    IEventSerializer Serializer { get; }

    /// <summary>Appends consecutive events durably, all or none.</summary>
    /// <param name="entries">One or more, sequence numbers without gap; all of one persistence id.</param>
    /// <exception cref="SequenceConflictException">One of the sequence numbers exists already: another writer is at work.</exception>
    Task AppendAsync(IReadOnlyList<JournalEntry> entries);

    /// <summary>Reads events in the order of their sequence numbers.</summary>
    /// <param name="fromSequenceNr">The first wanted, inclusive; 1 is the oldest there can be.</param>
    /// <param name="max">The most to return; fewer mean that there are no more.</param>
    Task<IReadOnlyList<JournalEntry>> ReadAsync(string persistenceId, long fromSequenceNr, int max);

    /// <summary>Keeps a snapshot, in place of one with the same sequence number.</summary>
    Task SaveSnapshotAsync(JournalEntry snapshot);

    /// <summary>The newest snapshot; null if there is none.</summary>
    Task<JournalEntry?> LoadSnapshotAsync(string persistenceId);

    /// <summary>Removes snapshots up to and with a sequence number.</summary>
    Task DeleteSnapshotsAsync(string persistenceId, long maxSequenceNr);
}
