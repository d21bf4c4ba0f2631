using System.Globalization;

using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Leadership;
using MandelActors.Testing;

using Npgsql;

namespace MandelActors.Farm.Tests.Leadership;

/// <summary>Seeds that want to lead a farm with a database of its own.</summary>
public sealed class Contenders : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly PostgresCluster _cluster;
    private readonly List<PostgresLeadership> _all = [];
    private readonly ContenderLog _log = new();

    public Contenders(PostgresCluster cluster)
    {
        _cluster = cluster;
        Database = cluster.NewDatabase();
        PostgresJournal.Prepare(ConnectionString);
    }

    /// <summary>As by default, ten times as fast, with room for a machine that is busy.</summary>
    public static LeadershipSettings Fast { get; } = new(
        RenewEvery: TimeSpan.FromMilliseconds(100),
        PollEvery: TimeSpan.FromMilliseconds(100),
        StepDownAfter: TimeSpan.FromMilliseconds(3000),
        DeposeAfter: TimeSpan.FromMilliseconds(4000),
        AnswerWithin: TimeSpan.FromMilliseconds(2000));

    /// <summary>Nobody steps down or is deposed in the time a test takes, however long it is halted: the lead changes hands only if it is given back or taken.</summary>
    public static LeadershipSettings Patient { get; } = Fast with
    {
        AnswerWithin = TimeSpan.FromMinutes(10),
        StepDownAfter = TimeSpan.FromMinutes(20),
        DeposeAfter = TimeSpan.FromHours(1),
    };

    public string Database { get; }

    public string ConnectionString => _cluster.ConnectionString(Database);

    public IReadOnlyList<PostgresLeadership> All => _all;

    public static SeedIdentity Seed(int number) => new(
        $"seed-{number.ToString(CultureInfo.InvariantCulture)}", new Uri($"https://seed-{number.ToString(CultureInfo.InvariantCulture)}:7414"));

    /// <summary>One more seed, numbered from 0.</summary>
    /// <param name="connectionString">Null for the database's own.</param>
    /// <param name="time">Its clock, if not the system's.</param>
    public PostgresLeadership Add(LeadershipSettings settings, string? connectionString = null, TimeProvider? time = null)
    {
        var leadership = PostgresLeadership.Start(
            connectionString ?? ConnectionString, Seed(_all.Count), settings, time ?? new NoWallClock(), _log.Of(Seed(_all.Count).Name));
        _all.Add(leadership);
        return leadership;
    }

    /// <summary>A role of its own for one of them, that its sessions are told by.</summary>
    /// <returns>How it connects.</returns>
    public string ConnectionStringAs(string role)
    {
        Execute($"CREATE ROLE {role} LOGIN PASSWORD 'x'; GRANT ALL ON writer_epoch, leader TO {role}");
        return new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = "x" }.ConnectionString;
    }

    /// <summary>Waits until one of them leads in an epoch above the given one.</summary>
    public async Task<(PostgresLeadership Leader, long Epoch)> LeaderAsync(long above = 0)
    {
        (PostgresLeadership, long)? found = null;
        try
        {
            await UntilAsync(() => (found = Leading(above)) is not null);
        }
        catch (OperationCanceledException)
        {
            string row = $"{Execute("SELECT leader::text FROM leader")} in epoch {Execute("SELECT epoch FROM writer_epoch")}";
            throw new TimeoutException($"nobody leads in an epoch above {above}: {string.Join("; ", _all.Select(one => one.State))}; the database says {row}\n{_log}");
        }

        return found!.Value;
    }

    public static async Task UntilAsync(Func<bool> happened)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!happened()) await Task.Delay(5, patience.Token);
    }

    public object? Execute(string sql) => _cluster.Execute(Database, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (var leadership in _all) await leadership.DisposeAsync();
    }

    private (PostgresLeadership, long)? Leading(long above)
    {
        foreach (var leadership in _all)
        {
            if (leadership.State is LeadershipState.Leading { Epoch: var epoch } && epoch > above) return (leadership, epoch);
        }

        return null;
    }
}
