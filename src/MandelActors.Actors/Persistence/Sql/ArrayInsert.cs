using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>One statement for all events, a column each as an array: one round trip to PostgreSQL however many there are.</summary>
internal sealed class ArrayInsert : EntryInsert
{
    private readonly NpgsqlCommand _command;

    public ArrayInsert(DbConnection connection)
    {
        _command = new NpgsqlCommand(
            """
            INSERT INTO journal (persistence_id, sequence_nr, manifest, payload, written_at)
            SELECT id, nr, manifest, convert_from(payload, 'UTF8'), at
            FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS entry (id, nr, manifest, payload, at, place)
            ORDER BY place
            """,
            (NpgsqlConnection)connection);
        const NpgsqlDbType texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
        foreach (var type in (NpgsqlDbType[])[texts, NpgsqlDbType.Array | NpgsqlDbType.Bigint, texts, NpgsqlDbType.Array | NpgsqlDbType.Bytea, texts])
            _command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        _command.Prepare();
    }

    public override void Insert(IReadOnlyList<JournalEntry> entries)
    {
        _command.Parameters[0].Value = Column(entries, entry => entry.PersistenceId);
        _command.Parameters[1].Value = Column(entries, entry => entry.SequenceNr);
        _command.Parameters[2].Value = Column(entries, entry => entry.Manifest);
        _command.Parameters[3].Value = Column(entries, entry => entry.Payload);
        _command.Parameters[4].Value = Column(entries, entry => Written(entry.WrittenAt));
        _command.ExecuteNonQuery();
    }

    public override void Dispose() => _command.Dispose();

    private static T[] Column<T>(IReadOnlyList<JournalEntry> entries, Func<JournalEntry, T> value)
    {
        var column = new T[entries.Count];
        for (int i = 0; i < column.Length; i++)
            column[i] = value(entries[i]);
        return column;
    }
}
