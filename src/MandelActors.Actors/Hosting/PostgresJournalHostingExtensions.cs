using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;

namespace MandelActors.Actors.Hosting;

/// <summary>The PostgreSQL journal for a host.</summary>
public static class PostgresJournalHostingExtensions
{
    /// <inheritdoc cref="PostgresJournal.Open"/>
    public static ActorsConfigurationBuilder WithPostgresJournal(
        this ActorsConfigurationBuilder builder, string connectionString, long epoch, IEventSerializer serializer, Action? beforeCommit = null, Action<Exception?>? afterWrite = null) =>
        builder.WithJournal(_ => PostgresJournal.Open(connectionString, epoch, serializer, beforeCommit, afterWrite));
}
