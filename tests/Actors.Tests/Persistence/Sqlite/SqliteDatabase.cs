using MandelActors.Actors.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace MandelActors.Actors.Tests.Persistence.Sqlite;

/// <summary>One file in a folder of its own.</summary>
public sealed class SqliteDatabase : IJournalDatabase
{
    public TemporaryFolder Folder { get; } = new();

    public string File => Folder.Combine("journal.db");

    public int Version => 1;

    public SqlJournal Open(Action? beforeCommit = null) => SqliteJournal.Open(File, new PlainSerializer(), beforeCommit);

    public void Migrate(params string[] further) => SqliteJournal.Migrate(File, further);

    public object? Execute(string sql)
    {
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => Folder.Dispose();
}
