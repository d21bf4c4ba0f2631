using MandelActors.Actors.Persistence.Sql;
using MandelActors.Farm.Leadership;
using MandelActors.Testing;
using MandelActors.Testing.Network;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

namespace MandelActors.Farm.Tests.Leadership;

public sealed class PostgresLeadershipTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [SkippableFact]
    public async Task One_of_several_leads_and_the_others_name_it()
    {
        await using Contenders contenders = new(server.Cluster);
        for (int i = 0; i < 4; i++) contenders.Add(Contenders.Patient);

        var (leader, epoch) = await contenders.LeaderAsync();

        epoch.ShouldBe(1);
        var seed = Contenders.Seed(contenders.All.ToList().IndexOf(leader));
        foreach (var follower in contenders.All.Where(one => one != leader))
            await Contenders.UntilAsync(() => follower.State == new LeadershipState.Following(seed));
        contenders.All.Count(one => ((ILeadership)one).IsLeader).ShouldBe(1);
    }

    [SkippableFact]
    public async Task A_leader_that_stops_in_order_is_followed_without_a_wait_and_its_watchers_are_told_everything()
    {
        await using Contenders contenders = new(server.Cluster);
        var first = contenders.Add(Contenders.Patient);
        await contenders.LeaderAsync();
        var second = contenders.Add(Contenders.Patient);
        await using var states = first.WatchAsync().GetAsyncEnumerator();
        (await states.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        List<LeadershipState> seen = [states.Current];
        await Contenders.UntilAsync(() => second.State == new LeadershipState.Following(Contenders.Seed(0)));

        await first.DisposeAsync();

        (await contenders.LeaderAsync(above: 1)).ShouldBe((second, 2));
        while (await states.MoveNextAsync().AsTask().WaitAsync(Patience)) seen.Add(states.Current);
        seen.ShouldBe([new LeadershipState.Leading(1), new LeadershipState.Following(null)]);
        first.State.ShouldBe(new LeadershipState.Following(null));
    }

    /// <summary>Ten minutes may pass before the database is found not to answer: nodes and clients are not kept waiting with it.</summary>
    [SkippableFact]
    public async Task A_leader_that_is_cut_off_says_so_as_soon_as_its_lease_is_over()
    {
        await using TcpProxy network = new(server.Cluster.Port);
        await using Contenders contenders = new(server.Cluster);
        string behind = new NpgsqlConnectionStringBuilder(contenders.ConnectionString) { Port = network.Port }.ConnectionString;
        var settings = Contenders.Patient with { AnswerWithin = TimeSpan.FromMinutes(10), StepDownAfter = TimeSpan.FromMinutes(20) };
        ManualTimeProvider clock = new();
        await using var leader = PostgresLeadership.Start(behind, Contenders.Seed(0), settings, clock, NullLogger<PostgresLeadership>.Instance);
        var states = leader.WatchAsync().GetAsyncEnumerator();
        while (await states.MoveNextAsync().AsTask().WaitAsync(Patience) && states.Current is not LeadershipState.Leading)
        {
        }

        network.Pause(ProxyDirection.Both);
        clock.Advance(settings.StepDownAfter);

        (await states.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
        states.Current.ShouldBe(new LeadershipState.Following(null));
        network.Resume();
    }

    [SkippableFact]
    public async Task A_leader_whose_session_is_ended_steps_down_and_leads_again_in_a_higher_epoch()
    {
        await using Contenders contenders = new(server.Cluster);
        var only = contenders.Add(Contenders.Patient);
        await contenders.LeaderAsync();
        var states = only.WatchAsync().GetAsyncEnumerator();
        (await states.MoveNextAsync()).ShouldBeTrue();

        server.Cluster.TerminateSessions(contenders.Database, "mandel leadership").ShouldBe(1);

        List<LeadershipState> next = [];
        for (int i = 0; i < 2 && await states.MoveNextAsync().AsTask().WaitAsync(Patience); i++) next.Add(states.Current);
        next.ShouldBe([new LeadershipState.Following(null), new LeadershipState.Leading(2)]);
    }

    [SkippableFact]
    public async Task A_seed_that_is_killed_is_followed_by_another()
    {
        await using Contenders contenders = new(server.Cluster);
        string doomed = contenders.Database + "_doomed";
        var first = contenders.Add(LeadershipSettings.Default, contenders.ConnectionStringAs(doomed));
        await contenders.LeaderAsync();
        var second = contenders.Add(LeadershipSettings.Default);
        await Contenders.UntilAsync(() => second.State == new LeadershipState.Following(Contenders.Seed(0)));

        // What a kill is to the others: its session ends without a word, and it does not come back.
        contenders.Execute($"ALTER ROLE {doomed} NOLOGIN");
        contenders.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{doomed}'");
        (await contenders.LeaderAsync(above: 1)).Leader.ShouldBe(second);

        ((ILeadership)first).IsLeader.ShouldBeFalse();
    }

    /// <summary>What is left of a lease may be less than the driver counts in, and nothing is endless to it.</summary>
    [SkippableFact]
    public async Task A_wait_of_less_than_a_millisecond_ends()
    {
        await using Contenders contenders = new(server.Cluster);
        await using var session = await LeaderSession.OpenAsync(contenders.ConnectionString, LeadershipSettings.Default);

        for (int ticks = 1; ticks < 2 * TimeSpan.TicksPerMillisecond; ticks += 999) await session.AwaitHintAsync(TimeSpan.FromTicks(ticks), CancellationToken.None);

        (await session.TryLockAsync()).ShouldBeTrue();
    }

    [SkippableFact]
    public async Task A_leader_halted_in_the_midst_of_a_write_is_deposed_whatever_the_databases_clock_says()
    {
        await using Contenders contenders = new(server.Cluster);
        await using var halted = await LeaderSession.OpenAsync(contenders.ConnectionString, LeadershipSettings.Default);
        (await halted.TryLockAsync()).ShouldBeTrue();
        long epoch = await halted.BeginTermAsync(Contenders.Seed(99));
        await using NpgsqlConnection writer = new(contenders.ConnectionString + ";Pooling=false");
        await writer.OpenAsync();
        await using (NpgsqlCommand write = new("BEGIN; SELECT epoch FROM writer_epoch FOR SHARE", writer)) await write.ExecuteNonQueryAsync();
        contenders.Execute("UPDATE leader SET renewed_at = clock_timestamp() + interval '1 hour'");
        var standby = contenders.Add(LeadershipSettings.Default);
        await Contenders.UntilAsync(() => standby.State == new LeadershipState.Following(Contenders.Seed(99)));

        (await contenders.LeaderAsync(above: epoch)).Leader.ShouldBe(standby);

        await Should.ThrowAsync<NpgsqlException>(halted.RenewAsync(epoch));
        await using NpgsqlCommand commit = new("COMMIT", writer);
        await Should.ThrowAsync<NpgsqlException>(commit.ExecuteNonQueryAsync());
    }

    [SkippableFact]
    public async Task A_leader_without_its_session_is_shut_out_at_once_but_nobody_leads_until_its_lease_has_run_out()
    {
        await using Contenders contenders = new(server.Cluster);
        await using var former = await LeaderSession.OpenAsync(contenders.ConnectionString, Contenders.Patient);
        (await former.TryLockAsync()).ShouldBeTrue();
        await former.BeginTermAsync(Contenders.Seed(99));
        var next = contenders.Add(Contenders.Patient);
        await Contenders.UntilAsync(() => next.State == new LeadershipState.Following(Contenders.Seed(99)));

        (await former.LookAsync()).LockHolder.ShouldNotBeNull();
        contenders.Execute("SELECT pg_terminate_backend(session, 10000) FROM leader");

        await Contenders.UntilAsync(() => contenders.Execute("SELECT epoch FROM writer_epoch") is 2L);
        long beat = (long)contenders.Execute("SELECT beat FROM leader")!;
        await Contenders.UntilAsync(() => (long)contenders.Execute("SELECT beat FROM leader")! > beat + 10);
        ((ILeadership)next).IsLeader.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_leader_that_renews_is_never_deposed_however_long_others_wait()
    {
        await using Contenders contenders = new(server.Cluster);
        contenders.Add(Contenders.Patient);
        await contenders.LeaderAsync();
        string other = contenders.Database + "_other";
        ManualTimeProvider clock = new();
        var standby = contenders.Add(Contenders.Patient, contenders.ConnectionStringAs(other), clock);
        await Contenders.UntilAsync(() => standby.State == new LeadershipState.Following(Contenders.Seed(0)));

        // In all much longer than a silent leader would be left in peace; of this one the standby sees a sign of life in between.
        for (int i = 0; i < 8; i++)
        {
            object beat = contenders.Execute("SELECT beat FROM leader")!;
            await Contenders.UntilAsync(() => !beat.Equals(contenders.Execute("SELECT beat FROM leader")));
            // The first look from now on sees it, and is dealt with when the next one begins.
            object look = await NextLookAsync(contenders, other, contenders.Execute("SELECT clock_timestamp()::text")!);
            await NextLookAsync(contenders, other, look);
            clock.Advance(Contenders.Patient.DeposeAfter / 2);
        }

        contenders.Execute("SELECT epoch FROM leader").ShouldBe(1L);
    }

    [SkippableFact]
    public async Task What_no_notification_told_is_found_by_looking()
    {
        await using Contenders contenders = new(server.Cluster);
        var leader = contenders.Add(Contenders.Patient);
        await contenders.LeaderAsync();
        var standby = contenders.Add(Contenders.Patient);
        await Contenders.UntilAsync(() => standby.State == new LeadershipState.Following(Contenders.Seed(0)));

        // Behind everybody's back, without NOTIFY.
        contenders.Execute("UPDATE leader SET address = 'https://elsewhere:7414', name = 'elsewhere', beat = beat + 1");
        SeedIdentity elsewhere = new("elsewhere", new Uri("https://elsewhere:7414"));
        await Contenders.UntilAsync(() => standby.State == new LeadershipState.Following(elsewhere));
        contenders.Execute("UPDATE writer_epoch SET epoch = epoch + 7");

        await Contenders.UntilAsync(() => leader.State is not LeadershipState.Leading { Epoch: 1 });
    }

    [SkippableFact]
    public Task With_a_halted_server_nobody_leads_and_when_it_goes_on_somebody_does() =>
        NobodyLeadsUntilTheServerIsBackAsync(cluster => cluster.Halt(), cluster => cluster.Continue());

    [SkippableFact]
    public Task A_killed_and_restarted_server_is_found_again_and_epochs_go_on() =>
        NobodyLeadsUntilTheServerIsBackAsync(cluster => cluster.Kill(), cluster => cluster.Restart());

    [SkippableFact]
    public async Task A_prepared_database_has_a_leader()
    {
        string fresh = server.Cluster.ConnectionString(server.Cluster.NewDatabase());
        PostgresJournal.Prepare(fresh);
        await using var leadership = PostgresLeadership.Start(fresh, Contenders.Seed(0), Contenders.Patient, new NoWallClock(), NullLogger<PostgresLeadership>.Instance);

        await Contenders.UntilAsync(() => leadership.State == new LeadershipState.Leading(1));
    }

    /// <summary>Silence, the look that finds it, and three waits of the server for half the time it has to answer: for the session, the lock and the writers that hold it.</summary>
    [Fact]
    public void By_default_times_nobody_waits_longer_than_ten_seconds_for_another_leader()
    {
        var settings = LeadershipSettings.Default;

        (settings.DeposeAfter + settings.PollEvery + 3 * settings.AnswerWithin / 2).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void A_leader_steps_down_well_before_another_takes_over(int seconds)
    {
        var settings = LeadershipSettings.TakeoverAfter(TimeSpan.FromSeconds(seconds));
        settings.DeposeAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
        settings.StepDownAfter.ShouldBeLessThan(settings.DeposeAfter - settings.RenewEvery / 2);
        settings.StepDownAfter.ShouldBeGreaterThan(settings.AnswerWithin + settings.RenewEvery);
    }

    [Fact]
    public void Times_that_let_two_lead_are_refused()
    {
        Should.Throw<ArgumentException>(() => Start(Contenders.Fast with { StepDownAfter = Contenders.Fast.DeposeAfter }));
        Should.Throw<ArgumentException>(() => Start(Contenders.Fast with { AnswerWithin = Contenders.Fast.StepDownAfter }));

        static PostgresLeadership Start(LeadershipSettings settings) =>
            PostgresLeadership.Start("Host=127.0.0.1", Contenders.Seed(0), settings, new NoWallClock(), NullLogger<PostgresLeadership>.Instance);
    }

    /// <summary>Waits until a standby looks who leads, by the database's clock after a moment.</summary>
    /// <returns>When it began to.</returns>
    private static async Task<object> NextLookAsync(Contenders contenders, string role, object after)
    {
        object? look = null;
        await Contenders.UntilAsync(() => (look = contenders.Execute(
            $"SELECT query_start::text FROM pg_stat_activity WHERE usename = '{role}' AND query LIKE 'SELECT epoch, beat%' AND query_start > '{after}'")) is not null);
        return look!;
    }

    private static async Task NobodyLeadsUntilTheServerIsBackAsync(Action<PostgresCluster> fault, Action<PostgresCluster> back)
    {
        Skip.If(Lacking.Postgres is not null, Lacking.Postgres);
        using var cluster = PostgresCluster.Start();
        await using Contenders contenders = new(cluster);
        contenders.Add(Contenders.Fast);
        contenders.Add(Contenders.Fast);
        var (leader, epoch) = await contenders.LeaderAsync();

        fault(cluster);
        await Contenders.UntilAsync(() => leader.State == new LeadershipState.Following(null) && contenders.All.All(one => !((ILeadership)one).IsLeader));
        back(cluster);

        (await contenders.LeaderAsync(above: epoch)).Epoch.ShouldBeGreaterThan(epoch);
    }
}
