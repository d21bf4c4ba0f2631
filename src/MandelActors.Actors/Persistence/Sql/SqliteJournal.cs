using Microsoft.Data.Sqlite;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>A journal in one SQLite file: write-ahead log, and synchronous=FULL, so that what was acknowledged survives a power cut.</summary>
public static class SqliteJournal
{
    private const int NotPermitted = 3;
    private const int ReadOnly = 8;
    private const int Corrupt = 11;
    private const int CannotOpen = 14;
    private const int Constraint = 19;
    private const int NotADatabase = 26;
    private const int BusyTimeoutSeconds = 5;

    private static readonly SqlDialect Dialect = new(
        Begin: "BEGIN IMMEDIATE",
        BeginMigration: "BEGIN IMMEDIATE",
        Migrations:
        [
            """
            CREATE TABLE schema_version (version INTEGER NOT NULL);
            CREATE TABLE journal (
                ordering INTEGER PRIMARY KEY AUTOINCREMENT,
                persistence_id TEXT NOT NULL,
                sequence_nr INTEGER NOT NULL CHECK (sequence_nr > 0),
                manifest TEXT NOT NULL,
                payload TEXT NOT NULL,
                written_at TEXT NOT NULL,
                UNIQUE (persistence_id, sequence_nr));
            CREATE TABLE snapshot (
                persistence_id TEXT NOT NULL,
                sequence_nr INTEGER NOT NULL,
                manifest TEXT NOT NULL,
                payload TEXT NOT NULL,
                written_at TEXT NOT NULL,
                PRIMARY KEY (persistence_id, sequence_nr));
            """,
        ],
        TableNames: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        PayloadText: "CAST(@payload AS TEXT)",
        PrepareInsert: connection => new RowInsert(connection),
        IsUniqueViolation: failure => failure is SqliteException { SqliteErrorCode: Constraint },
        IsLoss: _ => false);

    /// <summary>Opens or creates a journal. Another process may have the same file open; they meet only at a sequence number.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="serializer">The application's translation of its events.</param>
    /// <param name="beforeCommit">Called on the journal's thread inside each transaction of events, before it commits; where tests end the process.</param>
    /// <param name="afterWrite">Called on the journal's thread after each transaction of events: with null, or with what it failed with.</param>
    /// <exception cref="JournalUnusableException">The file is damaged, no journal, of a newer version, or cannot be opened.</exception>
    public static SqlJournal Open(string path, IEventSerializer serializer, Action? beforeCommit = null, Action<Exception?>? afterWrite = null) =>
        new(() => Connect(path, Dialect), Dialect, $"'{path}'", serializer, epoch: null, beforeCommit, afterWrite);

    /// <summary>Whether a file is a journal that ever took an event; one that is not there is none. Brings no file to this program's version.</summary>
    /// <param name="path">The file; need not exist.</param>
    /// <exception cref="JournalUnusableException">The file is damaged, or cannot be opened to be written.</exception>
    public static bool HasEvents(string path)
    {
        if (!File.Exists(path))
            return false;
        SQLitePCL.Batteries_V2.Init();
        using SqliteConnection connection = new(ConnectionString(path, SqliteOpenMode.ReadWrite));
        try
        {
            OpenToWrite(connection, path);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal'";
            if (command.ExecuteScalar() is 0L)
                return false;
            command.CommandText = "SELECT EXISTS (SELECT 1 FROM journal)";
            return command.ExecuteScalar() is 1L;
        }
        catch (SqliteException cause)
        {
            throw Explained(path, cause);
        }
    }

    /// <summary>Whether what a journal's request failed with says that its file is damaged.</summary>
    public static bool IsDamage(Exception? problem) =>
        problem is SqliteException { SqliteErrorCode: NotADatabase or Corrupt } || (problem?.InnerException is { } cause && IsDamage(cause));

    /// <summary>For tests: what this file's tables become with migrations that do not exist yet.</summary>
    internal static void Migrate(string path, params ReadOnlySpan<string> further) =>
        Connect(path, Dialect with { Migrations = [.. Dialect.Migrations, .. further] }).Dispose();

    private static SqliteConnection Connect(string path, SqlDialect dialect)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
        try
        {
            OpenToWrite(connection, path);
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            pragmas.ExecuteNonQuery();
            SqlSchema.Ensure(connection, dialect, $"'{path}'");
            return connection;
        }
        catch (SqliteException cause)
        {
            connection.Dispose();
            throw Explained(path, cause);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>SQLite opens what it may not write to be read, says so at the first event only, and leaves files beside it that nobody may write either.</summary>
    private static void OpenToWrite(SqliteConnection connection, string path)
    {
        connection.Open();
        if (SQLitePCL.raw.sqlite3_db_readonly(connection.Handle, "main") > 0)
            throw new JournalUnusableException($"'{path}' may be read as a journal, but not be written") { Fault = JournalFault.Closed };
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        Pooling = false, // a pooled connection would keep the file open after Dispose
        DefaultTimeout = BusyTimeoutSeconds,
    }.ToString();

    private static JournalUnusableException Explained(string path, SqliteException cause) => new(Explain(path, cause), cause)
    {
        Fault = cause.SqliteErrorCode switch
        {
            NotADatabase or Corrupt => JournalFault.Damaged,
            NotPermitted or ReadOnly or CannotOpen => JournalFault.Closed,
            _ => JournalFault.Unavailable,
        },
    };

    private static string Explain(string path, SqliteException cause) => cause.SqliteErrorCode switch
    {
        NotADatabase => $"'{path}' is no SQLite database: it is damaged or another program's file",
        Corrupt => $"'{path}' is a damaged SQLite database ({cause.Message})",
        _ => $"'{path}' cannot be opened as a journal: {cause.Message}",
    };
}
