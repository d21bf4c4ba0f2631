using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Hosting;

/// <summary>The SQLite journal for a host.</summary>
public static class SqliteJournalHostingExtensions
{
    /// <inheritdoc cref="SqliteJournal.Open"/>
    public static ActorsConfigurationBuilder WithSqliteJournal(
        this ActorsConfigurationBuilder builder, string path, IEventSerializer serializer, Action? beforeCommit = null, Action<Exception?>? afterWrite = null) =>
        builder.WithJournal(_ => SqliteJournal.Open(path, serializer, beforeCommit, afterWrite));
}
