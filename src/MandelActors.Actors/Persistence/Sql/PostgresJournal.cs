using Npgsql;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>
/// A journal in a PostgreSQL database, for farms with several seeds. Every write belongs to an epoch, and the database takes those of one epoch
/// only: of two seeds that both believe they lead, one writes.
/// </summary>
/// <remarks>
/// The database is this program's own: its tables stand in the first schema of the search path. Needs PostgreSQL 14 or newer, UTF-8, and direct
/// connections or session pooling. The role may end its own sessions, as any role may.
/// </remarks>
public static class PostgresJournal
{
    /// <summary>Any number that other programs are unlikely to lock in the same database: "mandel" in ASCII.</summary>
    private const long MigrationLock = 0x6D616E64656C;

    private static readonly SqlDialect Dialect = new(
        // Read committed: the row is read as it is after a wait for the lock. The lock excludes the update that raises the epoch, until the end.
        Begin: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT epoch FROM writer_epoch FOR SHARE",
        BeginMigration: $"BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SELECT pg_advisory_xact_lock({MigrationLock})",
        // Two rows for two questions: a leader that renews must not wait for writers, which hold the epoch's row.
        Migrations:
        [
            """
            CREATE TABLE schema_version (version integer NOT NULL);
            CREATE TABLE journal (
                ordering bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                persistence_id text NOT NULL,
                sequence_nr bigint NOT NULL CHECK (sequence_nr > 0),
                manifest text NOT NULL,
                payload text NOT NULL,
                written_at text NOT NULL,
                UNIQUE (persistence_id, sequence_nr));
            CREATE TABLE snapshot (
                persistence_id text NOT NULL,
                sequence_nr bigint NOT NULL,
                manifest text NOT NULL,
                payload text NOT NULL,
                written_at text NOT NULL,
                PRIMARY KEY (persistence_id, sequence_nr));
            CREATE TABLE writer_epoch (only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), epoch bigint NOT NULL);
            INSERT INTO writer_epoch (epoch) VALUES (0);
            CREATE TABLE leader (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                epoch bigint NOT NULL,
                beat bigint NOT NULL,
                name text NOT NULL,
                address text NOT NULL,
                session integer NOT NULL,
                renewed_at timestamptz NOT NULL);
            INSERT INTO leader (epoch, beat, name, address, session, renewed_at) VALUES (0, 0, '', '', 0, clock_timestamp());
            """,
            """
            CREATE TABLE journal_owner (
                only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
                journal_id text NOT NULL,
                owner_id text NOT NULL,
                owner_place text NOT NULL);
            """,
        ],
        TableNames: "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
        PayloadText: "convert_from(@payload, 'UTF8')",
        PrepareInsert: connection => new ArrayInsert(connection),
        IsUniqueViolation: failure => failure is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation },
        // An error that ends the session may come before or after the commit.
        IsLoss: failure => failure is not PostgresException { InvariantSeverity: "ERROR" });

    /// <summary>Opens the journal for one term of leadership.</summary>
    /// <param name="connectionString">Npgsql's: <c>Host=…;Port=…;Database=…;Username=…;Password=…</c>. No message or log repeats the password.</param>
    /// <param name="epoch">The term's, as leadership gave it; with another in force every write fails with <see cref="StaleWriterException"/>.</param>
    /// <param name="serializer">The application's translation of its events.</param>
    /// <param name="beforeCommit">Called on the journal's thread inside each transaction of events, before it commits; where tests end the process.</param>
    /// <param name="afterWrite">Called on the journal's thread after each transaction of events: with null, or with what it failed with.</param>
    /// <exception cref="JournalUnusableException">
    /// The connection string cannot be used, the server not be reached, or the database is another program's or of a newer version.
    /// </exception>
    public static SqlJournal Open(string connectionString, long epoch, IEventSerializer serializer, Action? beforeCommit = null, Action<Exception?>? afterWrite = null)
    {
        var sessions = new PostgresSessions(connectionString, Dialect);
        return new SqlJournal(sessions.Open, Dialect, sessions.Name, serializer, epoch, beforeCommit, afterWrite);
    }

    /// <summary>Creates the tables, or brings them to this program's version; leadership needs them before anybody leads.</summary>
    /// <inheritdoc cref="Open" path="/param[@name='connectionString']"/>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static void Prepare(string connectionString) => new PostgresSessions(connectionString, Dialect).Open().Dispose();

    /// <summary>How this journal can be recognised, and whose it is; makes its tables.</summary>
    /// <inheritdoc cref="Open" path="/param[@name='connectionString']"/>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static JournalIdentity Look(string connectionString)
    {
        var sessions = new PostgresSessions(connectionString, Dialect);
        return sessions.Ask(session => PostgresOwner.Look(session, sessions.Place));
    }

    /// <summary>Makes the journal somebody's, if it is nobody's; its owner's place is noted each time it comes. Of several that claim it at once one gets it.</summary>
    /// <param name="owner">What the owner can be recognised by, for ever.</param>
    /// <param name="ownerPlace">Where the owner is, for people.</param>
    /// <returns>Whose it is now.</returns>
    /// <inheritdoc cref="Open" path="/param[@name='connectionString']"/>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static JournalIdentity Claim(string connectionString, string owner, string ownerPlace)
    {
        var sessions = new PostgresSessions(connectionString, Dialect);
        return sessions.Ask(session =>
        {
            PostgresOwner.Claim(session, owner, ownerPlace);
            return PostgresOwner.Look(session, sessions.Place);
        });
    }

    /// <summary>For tests: what the tables become with migrations that do not exist yet.</summary>
    internal static void Migrate(string connectionString, params ReadOnlySpan<string> further) =>
        new PostgresSessions(connectionString, Dialect with { Migrations = [.. Dialect.Migrations, .. further] }).Open().Dispose();
}
