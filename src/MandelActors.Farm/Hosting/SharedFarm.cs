using MandelActors.Farm.Faults;
using MandelActors.Farm.Leadership;
using MandelActors.Farm.Store;
using Microsoft.Extensions.Logging;

namespace MandelActors.Farm.Hosting;

/// <summary>What several seeds share: a PostgreSQL database with the jobs' events, and who of them leads.</summary>
public static class SharedFarm
{
    /// <summary>Makes the database ready and takes part in leadership; a seed that comes to lead opens the journal of its term.</summary>
    /// <inheritdoc cref="PostgresLeadership.Start" path="/param"/>
    /// <exception cref="JournalException">The connection string cannot be used, the server not be reached, or the database is not a farm's.</exception>
    public static PostgresLeadership JoinLeadership(
        string connectionString, SeedIdentity seed, LeadershipSettings settings, TimeProvider time, ILogger<PostgresLeadership> log)
    {
        try
        {
            PostgresJournal.Prepare(connectionString);
        }
        catch (JournalUnusableException problem)
        {
            throw new JournalException(problem.Message, problem);
        }

        return PostgresLeadership.Start(connectionString, seed, settings, time, log);
    }

    /// <summary>Keeps the jobs' events in the shared database, for one term.</summary>
    /// <param name="epoch">The term's, from <see cref="LeadershipState.Leading"/>.</param>
    public static ActorsConfigurationBuilder WithSharedJobJournal(this ActorsConfigurationBuilder builder, string connectionString, long epoch) =>
        builder.WithPostgresJournal(connectionString, epoch, new JobSerializer(), () => Failpoint.Hit(Failpoint.JournalHalfWritten));
}
