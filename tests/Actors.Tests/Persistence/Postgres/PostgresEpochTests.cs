using MandelActors.Actors.Persistence;
using Npgsql;

namespace MandelActors.Actors.Tests.Persistence.Postgres;

/// <summary>The database takes writes of the epoch in force only.</summary>
[Collection(PostgresServer.Name)]
public sealed class PostgresEpochTests(PostgresServer server) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly PostgresDatabase _database = new(server.Cluster);

    public void Dispose() => _database.Dispose();

    private static JournalEntry Entry(string id, long number) => new(id, number, "text.v1", "x"u8.ToArray(), DateTimeOffset.UnixEpoch);

    [SkippableFact]
    public async Task A_stale_writer_is_rejected_for_events_snapshots_and_removals_and_may_still_read()
    {
        using var former = _database.Open(epoch: 0);
        await former.AppendAsync([Entry("a", 1)]);
        await former.SaveSnapshotAsync(Entry("a", 1));
        _database.RaiseEpoch();
        using var leader = _database.Open(epoch: 1);

        var rejection = await Should.ThrowAsync<StaleWriterException>(former.AppendAsync([Entry("a", 2)]));
        (rejection.Epoch, rejection.InForce).ShouldBe((0, 1));
        await Should.ThrowAsync<StaleWriterException>(former.SaveSnapshotAsync(Entry("a", 2)));
        await Should.ThrowAsync<StaleWriterException>(former.DeleteSnapshotsAsync("a", 9));

        (await former.ReadAsync("a", 1, 10)).Count.ShouldBe(1);
        await leader.AppendAsync([Entry("a", 2)]);
        (await leader.LoadSnapshotAsync("a"))!.SequenceNr.ShouldBe(1);
    }

    [SkippableFact]
    public async Task An_epoch_from_the_future_is_rejected_too()
    {
        using var journal = _database.Open(epoch: 7);

        await Should.ThrowAsync<StaleWriterException>(journal.AppendAsync([Entry("a", 1)]));
    }

    [SkippableFact]
    public async Task A_new_epoch_waits_for_the_write_under_way_and_excludes_what_comes_after()
    {
        using ManualResetEventSlim inside = new(), goOn = new();
        using var former = _database.Open(epoch: 0, () =>
        {
            inside.Set();
            goOn.Wait();
        });
        var underWay = former.AppendAsync([Entry("a", 1)]);
        inside.Wait(Patience).ShouldBeTrue();

        var raising = Task.Run(_database.RaiseEpoch);
        await UntilAsync(() => _database.Execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is 1L);
        raising.IsCompleted.ShouldBeFalse();
        goOn.Set();

        await underWay.WaitAsync(Patience);
        await raising.WaitAsync(Patience);
        await Should.ThrowAsync<StaleWriterException>(former.AppendAsync([Entry("a", 2)]));
        _database.Execute("SELECT count(*) FROM journal").ShouldBe(1L);
    }

    [SkippableFact]
    public async Task A_write_that_waited_for_the_new_epoch_sees_it()
    {
        using var former = _database.Open(epoch: 0);
        await using var raising = new NpgsqlConnection(_database.ConnectionString + ";Pooling=false");
        await raising.OpenAsync();
        var raised = await raising.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("UPDATE writer_epoch SET epoch = epoch + 1", raising, raised))
            await command.ExecuteNonQueryAsync();

        var append = former.AppendAsync([Entry("a", 1)]);
        await UntilAsync(() => _database.Execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'") is 1L);
        await raised.CommitAsync();

        await Should.ThrowAsync<StaleWriterException>(append);
    }

    [SkippableFact]
    public async Task A_persistent_actor_of_a_stale_term_stops_with_the_reason()
    {
        using var journal = _database.Open(epoch: 0);
        var system = ActorSystem.Create("former", new ActorSystemSettings { Journal = journal });
        var probe = new TestProbe(system);
        var ledger = system.ActorOf(Ledger.Props("a", probe, Ledger.Simple));
        probe.Watch(ledger);
        probe.Send(ledger, "in time");
        await probe.Expect<long>();
        _database.RaiseEpoch();

        probe.Send(ledger, "too late");

        (await probe.Expect<Ledger.PersistFailed>()).Cause.ShouldBeOfType<StaleWriterException>();
        await probe.ExpectTerminated(ledger);
        await system.Terminate();
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        using CancellationTokenSource patience = new(Patience);
        while (!happened())
            await Task.Delay(10, patience.Token);
    }
}
