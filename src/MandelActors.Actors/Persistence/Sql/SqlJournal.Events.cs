using System.Data;
using System.Data.Common;
using System.Globalization;

namespace MandelActors.Actors.Persistence.Sql;

/// <content>Events.</content>
public sealed partial class SqlJournal
{
    public Task AppendAsync(IReadOnlyList<JournalEntry> entries)
    {
        ArgumentOutOfRangeException.ThrowIfZero(entries.Count);
        var append = new Append(entries);
        Enqueue(append);
        return JournalMeter.Measure(append.Task);
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

    /// <summary>One transaction for all; a conflict fails the append that has it, anything else fails all.</summary>
    private void AppendGroup(List<Append> group)
    {
        try
        {
            WithConnection(group[0].Since, () => AppendTogether(group));
        }
        catch (DbException cause) when (_dialect.IsUniqueViolation(cause))
        {
            AppendApart(group);
        }
        catch (Exception cause)
        {
            Fail(group, cause);
        }
    }

    private void AppendTogether(List<Append> group)
    {
        Transact(() =>
        {
            _insert!.Insert(group.Count == 1 ? group[0].Entries : [.. group.SelectMany(append => append.Entries)]);
            _beforeCommit?.Invoke();
        });
        _afterWrite?.Invoke(null);
        foreach (var append in group)
            append.Succeed();
    }

    /// <summary>Still one transaction, but each append behind a savepoint of its own, so that those in conflict can be left out.</summary>
    private void AppendApart(List<Append> group)
    {
        var conflicts = new Dictionary<Append, SequenceConflictException>();
        try
        {
            WithConnection(group[0].Since, () => Transact(() =>
            {
                conflicts.Clear();
                foreach (var append in group)
                {
                    if (ConflictOf(append) is { } conflict)
                        conflicts.Add(append, conflict);
                }

                _beforeCommit?.Invoke();
            }));
        }
        catch (Exception cause)
        {
            Fail(group, cause);
            return;
        }

        _afterWrite?.Invoke(null);
        foreach (var append in group)
        {
            if (conflicts.TryGetValue(append, out var conflict))
                append.Fail(conflict);
            else
                append.Succeed();
        }
    }

    /// <returns>Not null if a sequence number exists; nothing of this append is left in the transaction then.</returns>
    private SequenceConflictException? ConflictOf(Append append)
    {
        var entry = append.Entries[0];
        Execute("SAVEPOINT append");
        try
        {
            foreach (var next in append.Entries)
            {
                entry = next;
                _insert!.Insert([entry]);
            }
        }
        catch (DbException cause) when (_dialect.IsUniqueViolation(cause))
        {
            Execute("ROLLBACK TO SAVEPOINT append");
            Execute("RELEASE SAVEPOINT append");
            return new SequenceConflictException(entry.PersistenceId, entry.SequenceNr, cause);
        }

        Execute("RELEASE SAVEPOINT append");
        return null;
    }

    private void Fail(List<Append> group, Exception cause)
    {
        _afterWrite?.Invoke(cause);
        foreach (var append in group)
            append.Fail(cause);
    }

    private static List<JournalEntry> ReadEntries(DbCommand command)
    {
        // Column by column: a snapshot may be tens of megabytes, which would wait in the driver with the rest of its row.
        using var reader = command.ExecuteReader(CommandBehavior.SequentialAccess);
        var entries = new List<JournalEntry>();
        while (reader.Read())
        {
            entries.Add(new JournalEntry(
                reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3),
                DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture)));
        }

        return entries;
    }
}
