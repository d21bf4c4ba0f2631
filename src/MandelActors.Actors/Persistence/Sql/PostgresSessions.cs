using System.Net.Sockets;
using Npgsql;

namespace MandelActors.Actors.Persistence.Sql;

/// <summary>Opens the journal's session with a server, one after the other; each ends the one before, so that what it reads is final.</summary>
internal sealed class PostgresSessions
{
    /// <summary>In place of Npgsql's 15 s to connect and 30 s for an answer: a farm that waits longer has another leader by then.</summary>
    private const int TimeoutSeconds = 5;

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly SqlDialect _dialect;
    private (int ProcessId, DateTime Began)? _previous;

    /// <exception cref="JournalUnusableException">The connection string cannot be used.</exception>
    public PostgresSessions(string connectionString, SqlDialect dialect)
    {
        _dialect = dialect;
        _settings = Parse(connectionString);
        Place = $"PostgreSQL database '{DatabaseOf(_settings)}' at {_settings.Host}:{_settings.Port}";
    }

    /// <summary>Database and server, without user and password.</summary>
    public string Place { get; }

    /// <summary>What messages call the database.</summary>
    public string Name => $"The {Place}";

    /// <exception cref="JournalUnusableException">The server cannot be reached, refuses, or its database cannot be used.</exception>
    public NpgsqlConnection Open()
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(_settings.ConnectionString);
            connection.Open();
            EndPrevious(connection);
            Set(connection);
            SqlSchema.Ensure(connection, _dialect, Name);
            return connection;
        }
        catch (Exception cause)
        {
            connection?.Dispose();
            if (Explained(cause) is not { } why)
                throw;
            throw why;
        }
    }

    /// <summary>One question over a session of its own.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public T Ask<T>(Func<NpgsqlConnection, T> question)
    {
        using var session = Open();
        try
        {
            return question(session);
        }
        catch (Exception cause) when (Explained(cause) is { } why)
        {
            throw why;
        }
    }

    /// <returns>Null for what is no failure of the database.</returns>
    private JournalUnusableException? Explained(Exception cause) => Explain(cause) is { } why
        ? new JournalUnusableException($"{Name} {why}", cause) { Fault = cause is ArgumentException or NotSupportedException ? JournalFault.Settings : JournalFault.Unavailable }
        : null;

    /// <summary>Where the connection string names no database the server takes the user's name, and where it names no user the system's.</summary>
    private static string DatabaseOf(NpgsqlConnectionStringBuilder settings)
    {
        string?[] names = [settings.Database, Environment.GetEnvironmentVariable("PGDATABASE"), settings.Username, Environment.GetEnvironmentVariable("PGUSER")];
        return names.FirstOrDefault(name => !string.IsNullOrEmpty(name)) ?? Environment.UserName;
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                Pooling = false, // a pooled session would keep its settings and its life for whoever comes next
                Enlist = false,
                TcpKeepAlive = true,
            };
            var defaults = new NpgsqlConnectionStringBuilder();
            if (string.IsNullOrEmpty(settings.Host))
                throw new ArgumentException("it names no Host");
            if (settings.Timeout == defaults.Timeout)
                settings.Timeout = TimeoutSeconds;
            if (settings.CommandTimeout == defaults.CommandTimeout)
                settings.CommandTimeout = TimeoutSeconds;
            settings.ApplicationName ??= "mandel journal";
            return settings;
        }
        catch (Exception cause) when (cause is ArgumentException or FormatException or InvalidCastException or OverflowException or NotSupportedException)
        {
            // Npgsql's own words may repeat a piece of a password that has a semicolon in it.
            throw new JournalUnusableException(
                "The journal's connection string cannot be read: expected Host=…;Port=5432;Database=…;Username=…;Password=…, a value with ; or = in quotes")
            {
                Fault = JournalFault.Settings,
            };
        }
    }

    /// <summary>
    /// The server may still be committing what the lost session sent. Ended, waited for, and told from another process with the same number by
    /// when it began.
    /// </summary>
    private void EndPrevious(NpgsqlConnection connection)
    {
        if (_previous is { } previous)
        {
            using var end = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid, 3000) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2", connection);
            end.Parameters.Add(new NpgsqlParameter { Value = previous.ProcessId });
            end.Parameters.Add(new NpgsqlParameter { Value = previous.Began });
            if (end.ExecuteScalar() is false)
                throw new JournalUnusableException($"{Name} still holds the session that was lost");
        }

        using var self = new NpgsqlCommand("SELECT pid, backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()", connection);
        using var reader = self.ExecuteReader();
        reader.Read();
        _previous = (reader.GetInt32(0), reader.GetDateTime(1));
    }

    private void Set(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(
            """
            SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
            SELECT set_config('idle_in_transaction_session_timeout', '10s', false);
            SELECT current_setting('server_encoding') WHERE current_setting('server_encoding') <> 'UTF8';
            """,
            connection);
        using var reader = command.ExecuteReader();
        reader.NextResult();
        reader.NextResult();
        if (reader.Read())
        {
            throw new JournalUnusableException($"{Name} is encoded in {reader.GetString(0)}: make one with ENCODING 'UTF8' TEMPLATE template0")
            {
                Fault = JournalFault.Foreign,
            };
        }
    }

    /// <returns>One line without anything secret; null for what is no failure of the database.</returns>
    private static string? Explain(Exception cause) => cause switch
    {
        PostgresException refusal => $"cannot be used: {refusal.MessageText}",
        NpgsqlException or TimeoutException or SocketException or IOException =>
            $"cannot be reached: {(cause.InnerException?.Message ?? cause.Message).ReplaceLineEndings(" ")}",
        ArgumentException or NotSupportedException => "cannot be used with these connection settings",
        _ => null,
    };
}
