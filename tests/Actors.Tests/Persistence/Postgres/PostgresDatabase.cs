using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Tests.Persistence.Postgres;

/// <summary>A new database of a server; its epoch is 0 until a test raises it.</summary>
public sealed class PostgresDatabase(PostgresCluster cluster) : IJournalDatabase
{
    public string Name { get; } = cluster.NewDatabase();

    /// <summary>With more time than a farm gives its database: many sessions on a machine that has other work are no failure.</summary>
    public string ConnectionString => cluster.ConnectionString(Name) + ";Timeout=20;Command Timeout=20";

    public int Version => 2;

    public SqlJournal Open(Action? beforeCommit = null) => Open(epoch: 0, beforeCommit);

    public SqlJournal Open(long epoch, Action? beforeCommit = null) =>
        PostgresJournal.Open(ConnectionString, epoch, new PlainSerializer(), beforeCommit);

    public void Migrate(params string[] further) => PostgresJournal.Migrate(ConnectionString, further);

    public object? Execute(string sql) => cluster.Execute(Name, sql);

    /// <summary>What a seed does that takes the lead.</summary>
    public void RaiseEpoch() => Execute("UPDATE writer_epoch SET epoch = epoch + 1");

    public int TerminateSessions() => cluster.TerminateSessions(Name);

    public void Dispose()
    {
        // It goes with its server.
    }
}
