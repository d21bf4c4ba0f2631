using System.Globalization;
using Npgsql;

namespace MandelActors.Farm.Leadership;

/// <summary>
/// One session with the database, and the statements by which seeds agree who leads. The lead belongs to whoever's session holds the advisory lock;
/// a request that is not answered in time ends the session, and with it the lock.
/// </summary>
internal sealed class LeaderSession : IAsyncDisposable
{
    /// <summary>"mand" in ASCII, and 1: advisory locks are per database, so that farms in different databases do not meet.</summary>
    private const string Lock = "1835101796, 1";

    private const string LockHolder =
        """
        SELECT pid FROM pg_locks
        WHERE locktype = 'advisory' AND classid = 1835101796 AND objid = 1 AND objsubid = 2 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private const string Channel = "mandel_leader";

    private readonly NpgsqlConnection _connection;
    private readonly LeadershipSettings _settings;

    private LeaderSession(NpgsqlConnection connection, LeadershipSettings settings)
    {
        _connection = connection;
        _settings = settings;
    }

    /// <exception cref="NpgsqlException">The server cannot be reached or refuses.</exception>
    /// <exception cref="OperationCanceledException">It did not answer in time.</exception>
    /// <exception cref="TimeoutException">Nor did the driver give it up.</exception>
    public static async Task<LeaderSession> OpenAsync(string connectionString, LeadershipSettings settings)
    {
        NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false, // the lock lives as long as the session
            Enlist = false,
            TcpKeepAlive = true,
            ApplicationName = "mandel leadership",
            CommandTimeout = 0, // every request has a token that ends with the time it may take …
            CancellationTimeout = -1, // … and then the session is over, without a word to a server that may be halted
        }.ConnectionString);
        LeaderSession session = new(connection, settings);
        try
        {
            using (var patience = session.Patience()) await connection.OpenAsync(patience.Token).WaitAsync(session.LongestPatience).ConfigureAwait(false);

            await session.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {session.HalfPatienceMs}; LISTEN {Channel}")).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<LeaderSighting> LookAsync()
    {
        await using NpgsqlCommand command = new($"SELECT epoch, beat, name, address, ({LockHolder}) FROM leader", _connection);
        using var patience = Patience();
        await using var reader = await command.ExecuteReaderAsync(patience.Token).WaitAsync(LongestPatience).ConfigureAwait(false);
        if (!await reader.ReadAsync(patience.Token).ConfigureAwait(false)) throw new InvalidDataException("the table 'leader' has lost its row");
        bool somebody = Uri.TryCreate(reader.GetString(3), UriKind.Absolute, out var address);
        return new LeaderSighting(
            reader.GetInt64(0), reader.GetInt64(1), somebody ? new SeedIdentity(reader.GetString(2), address!) : null,
            await reader.IsDBNullAsync(4, patience.Token).ConfigureAwait(false) ? null : reader.GetInt32(4));
    }

    /// <returns>False while another session has the lock.</returns>
    public async Task<bool> TryLockAsync() =>
        await ScalarAsync($"SELECT pg_try_advisory_lock({Lock})").ConfigureAwait(false) is true;

    /// <summary>Begins a term: from here on the database takes no writes of the terms before. This session holds the lock.</summary>
    /// <returns>The term's epoch.</returns>
    public async Task<long> BeginTermAsync(SeedIdentity seed)
    {
        while (true)
        {
            try
            {
                object? epoch = await ScalarAsync(
                    $"""
                    WITH term AS (UPDATE writer_epoch SET epoch = epoch + 1 RETURNING epoch)
                    UPDATE leader SET epoch = term.epoch, beat = beat + 1, name = $1, address = $2, renewed_at = clock_timestamp(), session = pg_backend_pid()
                    FROM term RETURNING term.epoch
                    """,
                    seed.Name, seed.Address.AbsoluteUri).ConfigureAwait(false);
                await ExecuteAsync($"NOTIFY {Channel}").ConfigureAwait(false);
                return (long)epoch!;
            }
            catch (PostgresException blocked) when (blocked.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                await EndWritersAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Says that the leader is alive.</summary>
    /// <returns>False if the term is over: another has begun.</returns>
    /// <exception cref="InvalidOperationException">The session is not the one that holds the lock: something stands between that shares sessions out.</exception>
    public async Task<bool> RenewAsync(long epoch)
    {
        object? mine = await ScalarAsync(
            """
            UPDATE leader SET beat = beat + 1, renewed_at = clock_timestamp()
            WHERE epoch = $1 AND epoch = (SELECT epoch FROM writer_epoch) RETURNING session = pg_backend_pid()
            """,
            epoch).ConfigureAwait(false);
        if (mine is false)
            throw new InvalidOperationException("the database gives each request another session: connect to PostgreSQL directly, or through a pooler in session mode");
        return mine is true;
    }

    /// <summary>Ends the session that holds the lock, unless its leader gave a sign of life since it was sighted.</summary>
    /// <returns>Whether there was one to end.</returns>
    public async Task<bool> DeposeAsync(LeaderSighting silent) => await ScalarAsync(
        "SELECT pg_terminate_backend($3, $4) FROM leader WHERE epoch = $1 AND beat = $2 AND $3 = (" + LockHolder + ")",
        silent.Epoch, silent.Beat, silent.LockHolder ?? 0, HalfPatienceMs).ConfigureAwait(false) is not null;

    /// <summary>Gives the lead back, so that the next leader need not wait.</summary>
    public Task ResignAsync(long epoch) => ExecuteAsync(
        string.Create(CultureInfo.InvariantCulture, $"UPDATE leader SET beat = beat + 1, name = '', address = '' WHERE epoch = {epoch}; SELECT pg_advisory_unlock({Lock}); NOTIFY {Channel}"));

    /// <summary>Waits for a hint that the leader changed, or that time.</summary>
    /// <exception cref="NpgsqlException">The session has ended.</exception>
    /// <exception cref="TimeoutException">The driver goes on waiting: the session is of no use any more.</exception>
    public async Task AwaitHintAsync(TimeSpan atMost, CancellationToken stop)
    {
        if (atMost <= TimeSpan.Zero) return;
        // The driver counts whole milliseconds, and takes none for a wait without end.
        var whole = TimeSpan.FromMilliseconds(Math.Ceiling(atMost.TotalMilliseconds));
        await _connection.WaitAsync(whole, stop).WaitAsync(whole + _settings.AnswerWithin, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Ends the session; one that the driver cannot end is left to it, for a standby must not wait with it.</summary>
    public async ValueTask DisposeAsync() =>
        await _connection.DisposeAsync().AsTask().WaitAsync(_settings.AnswerWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Writers of the term before that hold on to their transaction: their process is halted or cut off.</summary>
    private async Task EndWritersAsync() => await ScalarAsync(
        """
        SELECT pg_terminate_backend(pid, $1) FROM pg_locks
        WHERE relation = 'writer_epoch'::regclass AND mode = 'RowShareLock' AND granted AND pid <> pg_backend_pid()
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """,
        HalfPatienceMs).ConfigureAwait(false);

    /// <summary>For the server's own waits: it gives up before it is given up.</summary>
    private int HalfPatienceMs => (int)(_settings.AnswerWithin / 2).TotalMilliseconds;

    /// <summary>What is not answered, nor given up by the driver as it was told, is given up all the same.</summary>
    private TimeSpan LongestPatience => _settings.AnswerWithin * 1.5;

    private CancellationTokenSource Patience() => new(_settings.AnswerWithin);

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = new(sql, _connection);
        using var patience = Patience();
        await command.ExecuteNonQueryAsync(patience.Token).WaitAsync(LongestPatience).ConfigureAwait(false);
    }

    private async Task<object?> ScalarAsync(string sql, params object[] values)
    {
        await using NpgsqlCommand command = new(sql, _connection);
        foreach (object value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        using var patience = Patience();
        return await command.ExecuteScalarAsync(patience.Token).WaitAsync(LongestPatience).ConfigureAwait(false);
    }
}
