using System.Data.Common;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>One statement per event: the fastest where the database is a library in this process.</summary>
internal sealed class RowInsert : EntryInsert
{
    private readonly DbCommand _command;

    public RowInsert(DbConnection connection)
    {
        _command = connection.CreateCommand();
        _command.CommandText =
            """
            INSERT INTO journal (persistence_id, sequence_nr, manifest, payload, written_at)
            VALUES (@id, @nr, @manifest, CAST(@payload AS TEXT), @at)
            """;
        foreach (string name in (string[])["@id", "@nr", "@manifest", "@payload", "@at"])
        {
            var parameter = _command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = "";
            _command.Parameters.Add(parameter);
        }

        _command.Prepare();
    }

    public override void Insert(IReadOnlyList<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            _command.Parameters[0].Value = entry.PersistenceId;
            _command.Parameters[1].Value = entry.SequenceNr;
            _command.Parameters[2].Value = entry.Manifest;
            _command.Parameters[3].Value = entry.Payload;
            _command.Parameters[4].Value = Written(entry.WrittenAt);
            _command.ExecuteNonQuery();
        }
    }

    public override void Dispose() => _command.Dispose();
}
