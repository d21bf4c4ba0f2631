namespace MandelActors.Actors.Persistence.Sql;

/// <content>Snapshots.</content>
public sealed partial class SqlJournal
{
    public Task SaveSnapshotAsync(JournalEntry snapshot) => Request(() =>
    {
        Transact(() => Execute(
            $"""
            INSERT INTO snapshot (persistence_id, sequence_nr, manifest, payload, written_at)
            VALUES (@id, @nr, @manifest, {_dialect.PayloadText}, @at)
            ON CONFLICT (persistence_id, sequence_nr) DO UPDATE
            SET manifest = excluded.manifest, payload = excluded.payload, written_at = excluded.written_at
            """,
            ("@id", snapshot.PersistenceId), ("@nr", snapshot.SequenceNr), ("@manifest", snapshot.Manifest),
            ("@payload", snapshot.Payload), ("@at", EntryInsert.Written(snapshot.WrittenAt))));
        return true;
    });

    public Task<JournalEntry?> LoadSnapshotAsync(string persistenceId) => Request(() =>
    {
        using var command = Command(
            """
            SELECT persistence_id, sequence_nr, manifest, payload, written_at FROM snapshot
            WHERE persistence_id = @id ORDER BY sequence_nr DESC LIMIT 1
            """,
            ("@id", persistenceId));
        return ReadEntries(command).SingleOrDefault();
    });

    public Task DeleteSnapshotsAsync(string persistenceId, long maxSequenceNr) => Request(() =>
    {
        Transact(() => Execute(
            "DELETE FROM snapshot WHERE persistence_id = @id AND sequence_nr <= @max", ("@id", persistenceId), ("@max", maxSequenceNr)));
        return true;
    });
}
