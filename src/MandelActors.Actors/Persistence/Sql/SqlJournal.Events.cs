using System.Data.Common;
using System.Globalization;

namespace MandelActors.Actors.Persistence.Sql;

/// <content>Events.</content>
public sealed partial class SqlJournal
{
    private readonly DbCommand _insert;

    public Task AppendAsync(IReadOnlyList<JournalEntry> entries)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        var append = new Append(entries);
        Enqueue(append);
        return append.Task;
    }

    public Task<IReadOnlyList<JournalEntry>> ReadAsync(string persistenceId, long fromSequenceNr, int max) => Request<IReadOnlyList<JournalEntry>>(() =>
    {
        using var command = Command(
            """
            SELECT persistence_id, sequence_nr, manifest, payload, written_at FROM journal
            WHERE persistence_id = @id AND sequence_nr >= @from ORDER BY sequence_nr LIMIT @max
            """,
            ("@id", persistenceId), ("@from", fromSequenceNr), ("@max", max));
        return ReadEntries(command);
    });

    private DbCommand PrepareInsert()
    {
        var command = Command(
            """
            INSERT INTO journal (persistence_id, sequence_nr, manifest, payload, written_at)
            VALUES (@id, @nr, @manifest, @payload, @at)
            """,
            ("@id", ""), ("@nr", 0L), ("@manifest", ""), ("@payload", ""), ("@at", ""));
        command.Prepare();
        return command;
    }

    /// <summary>One transaction for all; a conflict fails the append that has it, anything else fails all.</summary>
    private void Commit(List<Append> group)
    {
        var written = new List<Append>(group.Count);
        try
        {
            // In SQL, not by a DbTransaction: when the database rolls back by itself (full disk), SQLite's object cannot be disposed any more.
            Execute(_dialect.Begin);
            foreach (var append in group)
            {
                if (TryInsert(append))
                    written.Add(append);
            }

            _beforeCommit?.Invoke();
            Execute("COMMIT");
        }
        catch (Exception cause)
        {
            // Whether anything of it is on disk is unknown when the commit itself failed.
            RollBack();
            foreach (var append in group)
                append.Fail(cause);
            return;
        }

        foreach (var append in written)
            append.Succeed();
    }

    /// <returns>False if a sequence number exists; nothing of this append is left in the transaction then.</returns>
    private bool TryInsert(Append append)
    {
        var entry = append.Entries[0];
        Execute("SAVEPOINT append");
        try
        {
            foreach (var next in append.Entries)
            {
                entry = next;
                Insert(entry);
            }
        }
        catch (DbException cause) when (_dialect.IsUniqueViolation(cause))
        {
            Execute("ROLLBACK TO SAVEPOINT append");
            Execute("RELEASE SAVEPOINT append");
            append.Fail(new SequenceConflictException(entry.PersistenceId, entry.SequenceNr, cause));
            return false;
        }

        Execute("RELEASE SAVEPOINT append");
        return true;
    }

    private void Insert(JournalEntry entry)
    {
        _insert.Parameters[0].Value = entry.PersistenceId;
        _insert.Parameters[1].Value = entry.SequenceNr;
        _insert.Parameters[2].Value = entry.Manifest;
        _insert.Parameters[3].Value = entry.Payload;
        _insert.Parameters[4].Value = Written(entry.WrittenAt);
        _insert.ExecuteNonQuery();
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (DbException)
        {
            // It has rolled back by itself: there is no transaction any more.
        }
    }

    private static List<JournalEntry> ReadEntries(DbCommand command)
    {
        using var reader = command.ExecuteReader();
        var entries = new List<JournalEntry>();
        while (reader.Read())
        {
            entries.Add(new JournalEntry(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3),
                DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture)));
        }

        return entries;
    }

    /// <summary>ISO 8601 in UTC, which sorts as text.</summary>
    private static string Written(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
