using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

using MandelActors.FaultTests.Harness;
using MandelActors.Testing;
using MandelActors.Testing.Network;

using Npgsql;

using Xunit.Abstractions;

namespace MandelActors.FaultTests.Farm;

/// <summary>Two seeds on one store that share a journal in PostgreSQL: the leader is killed, halted or cut off, and so is the database.</summary>
[Collection(FaultGroup.Name)]
[SuppressMessage("Design", "CA1001", Justification = "The farm is disposed of asynchronously, by the test framework.")]
public sealed class SharedFarmTests(GoldenFilms golden, ITestOutputHelper output, SharedFarmTests.Server server) : IClassFixture<SharedFarmTests.Server>, IAsyncLifetime
{
    private string _database = "";
    private FarmCluster _farm = null!;

    private Func<Journal> Written => () => Journal.Read(server.Cluster!, _database);

    public Task InitializeAsync()
    {
        if (server.Cluster is null) return Task.CompletedTask;
        _database = server.Cluster.NewDatabase();
        _farm = new FarmCluster(server.Cluster.ConnectionString(_database));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_farm is not null) await _farm.DisposeAsync();
    }

    [SkippableTheory]
    [InlineData(PosixSignal.Kill)]
    [InlineData(PosixSignal.Stop)]
    public async Task Another_seed_takes_over_from_a_leader_that_got(int signal)
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        string job = await StartAsync();
        (FarmProcess leader, FarmProcess standby) = (_farm.Seeds[0], _farm.Seeds[1]);
        if (signal == PosixSignal.Kill) await leader.KillAsync();
        else await leader.HaltAsync();
        Stopwatch waited = Stopwatch.StartNew();
        GoOn();
        await Until.TrueAsync(() => _farm.TryAskAsync(standby, $"/api/jobs/{job}").GetAwaiter().GetResult() is not null, () => $"waiting for {standby.Name} to lead\n{_farm.Logs}");
        output.WriteLine($"{standby.Name} answered as the leader {waited.Elapsed.TotalSeconds:F1} s after signal {signal}");

        await _farm.UntilCompletedAsync(job);
        if (signal == PosixSignal.Stop)
        {
            leader.Continue();
            await Until.TrueAsync(() => leader.Process.Output.Contains("standing-by", StringComparison.Ordinal), () => $"waiting until {leader.Name} knows that it leads no more\n{_farm.Logs}");
        }

        Epoch().ShouldBeGreaterThanOrEqualTo(2);
        await _farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth, Written);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_leader_that_is_cut_off_from_the_database_grants_nothing_more()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        await using TcpProxy network = new(server.Cluster!.Port);
        string behind = new NpgsqlConnectionStringBuilder(server.Cluster.ConnectionString(_database)) { Port = network.Port }.ConnectionString;
        await _farm.StartSeedAsync(journal: behind);
        string job = await StartAsync(seeds: 1);
        (FarmProcess cutOff, FarmProcess other) = (_farm.Seeds[0], _farm.Seeds[1]);
        network.Pause(ProxyDirection.Both);
        GoOn();
        await Until.TrueAsync(() => _farm.TryAskAsync(other, $"/api/jobs/{job}").GetAwaiter().GetResult() is not null, () => $"waiting for {other.Name} to lead\n{_farm.Logs}");
        (await _farm.TryAskAsync(cutOff, $"/api/jobs/{job}")).ShouldBeNull("both seeds answer as the leader");
        await _farm.UntilCompletedAsync(job);
        network.Resume();

        Epoch().ShouldBeGreaterThanOrEqualTo(2);
        await _farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth, Written);
    }

    [SkippableFact]
    public async Task A_database_that_is_killed_and_comes_back_has_every_frame_once()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        string job = await StartAsync(seeds: 1);
        server.Cluster!.Kill();
        GoOn();
        await Task.Delay(TimeSpan.FromSeconds(1));
        server.Cluster.Restart();

        await _farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth, Written);
    }

    /// <summary>Whether the database took what was sent when the connection broke, the seed cannot know.</summary>
    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task Connections_to_the_database_that_break_in_the_middle_of_writes_double_nothing()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        const int cuts = 3;
        await using TcpProxy network = new(server.Cluster!.Port);
        string behind = new NpgsqlConnectionStringBuilder(server.Cluster.ConnectionString(_database)) { Port = network.Port }.ConnectionString;
        await _farm.StartSeedAsync(journal: behind);
        string job = await StartAsync(seeds: 0);

        GoOn();
        for (int cut = 1; cut <= cuts; cut++)
        {
            // As soon as writes work again: most of the job is still to do.
            int done = (await _farm.JobAsync(job)).Done;
            await _farm.UntilAsync(job, now => now.Done > done, $"more than {done} frames are done");
            int before = network.Cuts;
            network.CutAfter(bytesToServer: 300 + (cut * 170));
            await Until.TrueAsync(() => network.Cuts > before, () => $"waiting for cut {cut}\n{_farm.Logs}");
        }

        await _farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: cuts * 2 * FarmCluster.PipelineDepth, Written);
    }

    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task Sessions_that_an_administrator_ends_are_opened_again()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        string job = await StartAsync();
        server.Cluster!.TerminateSessions(_database).ShouldBeGreaterThan(1);
        GoOn();

        await _farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth, Written);
    }

    /// <summary>The one session that would hear of it is gone at that moment; whoever does not hear looks.</summary>
    [SkippableFact]
    [Trait(Selection.Trait, Selection.Long)]
    public async Task A_seed_that_never_hears_of_the_leaders_end_finds_out_and_leads()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        string job = await StartAsync();
        EndListeners().ShouldBe(1);
        await _farm.Seeds[0].KillAsync();
        GoOn();
        await Until.TrueAsync(() => _farm.TryAskAsync(_farm.Seeds[1], $"/api/jobs/{job}").GetAwaiter().GetResult() is not null, () => $"waiting for {_farm.Seeds[1].Name} to lead\n{_farm.Logs}");

        Epoch().ShouldBeGreaterThanOrEqualTo(2);
        await _farm.ShouldHaveLostNothingAsync(job, golden.Long, wasted: 2 * FarmCluster.PipelineDepth, Written);
    }

    /// <summary>A leader that cannot begin would keep those from leading that can.</summary>
    [SkippableFact]
    public async Task A_seed_that_is_older_than_the_journal_says_so_and_does_not_lead()
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        FarmProcess seed = await _farm.StartSeedAsync();
        await _farm.SubmitAsync(FaultScene.Short);
        await seed.TerminateAsync();
        server.Cluster!.Execute(
            _database,
            """
            INSERT INTO journal (persistence_id, sequence_nr, manifest, payload, written_at)
            SELECT persistence_id, max(sequence_nr) + 1, 'job-dreamt.v9', '{}', max(written_at) FROM journal WHERE persistence_id = 'farm' GROUP BY persistence_id
            """);

        seed.Start();
        MandelResult result = await seed.Process.WaitAsync();

        result.ExitCode.ShouldBe(1, result.ToString());
        result.Errors.ShouldContain("job-dreamt.v9");
    }

    /// <summary>Ends the sessions by which seeds that do not lead hear of a change, and no others.</summary>
    private int EndListeners() => Convert.ToInt32(
        server.Cluster!.Execute(
            "postgres",
            $"""
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE datname = '{_database}' AND application_name = 'mandel leadership' AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)
            """),
        System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts seeds and two nodes that know all of them, and that halt themselves after a few frames.</summary>
    /// <returns>A job under way, which is not over before <see cref="GoOn"/>.</returns>
    private async Task<string> StartAsync(int seeds = 2)
    {
        for (int seed = 0; seed < seeds; seed++)
        {
            // Whoever was started first leads before there is another.
            if (_farm.Seeds.Count > 0) await _farm.AskAsync(HttpMethod.Get, "/api/jobs");
            await _farm.StartSeedAsync();
        }

        string job = await _farm.SubmitAsync(FaultScene.Long);
        await _farm.StartNodesAndHaltAsync(2, frames: 6, flags: FarmCluster.Impatient);
        await _farm.UntilAsync(job, now => now.Done > 0, "a frame is committed");
        return job;
    }

    private void GoOn()
    {
        foreach (FarmProcess node in _farm.Nodes) node.Continue();
    }

    private long Epoch() => Convert.ToInt64(server.Cluster!.Execute(_database, "SELECT epoch FROM writer_epoch"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One database server for all tests here, with a new database each.</summary>
    public sealed class Server : IDisposable
    {
        public PostgresCluster? Cluster { get; } = Lacking.Postgres is null ? PostgresCluster.Start() : null;

        public void Dispose() => Cluster?.Dispose();
    }
}
