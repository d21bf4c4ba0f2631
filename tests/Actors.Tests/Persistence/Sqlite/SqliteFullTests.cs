using MandelActors.Actors.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace MandelActors.Actors.Tests.Persistence.Sqlite;

public sealed class SqliteFullTests() : PersistenceTest(new SqliteDatabase())
{
    [Fact]
    public async Task A_full_database_fails_the_event_with_its_cause_and_stops_the_actor()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(size => l.Persist(new string('x', size), e => l.From.Tell(e.Length, l.Me))));
        probe.Watch(ledger);
        probe.Send(ledger, 10);
        await probe.Expect<int>();
        Journal.Ask("PRAGMA max_page_count = 20");

        probe.Send(ledger, 1_000_000);

        var failure = await probe.Expect<Ledger.PersistFailed>();
        failure.Cause.ShouldBeOfType<SqliteException>().SqliteErrorCode.ShouldBe(13);
        failure.SequenceNr.ShouldBe(2);
        await probe.ExpectTerminated(ledger);
    }

    [SkippableFact]
    public async Task A_full_disk_fails_the_event_and_with_room_again_a_new_start_goes_on()
    {
        Skip.IfNot(Lacking.Mounting is null, Lacking.Mounting);
        using var disk = SizedTmpfs.Mount(2 * 1024 * 1024);
        using var journal = SqliteJournal.Open(Path.Combine(disk.Path, "journal.db"), new PlainSerializer());
        var system = ActorSystem.Create("full", new ActorSystemSettings { Journal = journal });
        var probe = new TestProbe(system);
        Props props = Ledger.Props("a", probe, l => l.On<int>(size => l.Persist(new string('x', size), e => l.From.Tell(e.Length, l.Me))));
        var ledger = system.ActorOf(props);
        probe.Watch(ledger);
        probe.Send(ledger, 10);
        await probe.Expect<int>();

        disk.Fill(leave: 0);
        probe.Send(ledger, 500_000);
        await probe.Expect<Ledger.PersistFailed>();
        await probe.ExpectTerminated(ledger);
        disk.Relieve();

        ledger = system.ActorOf(props);
        probe.Send(ledger, 20);
        (await probe.Expect<int>()).ShouldBe(20);
        (await StateOf(ledger)).LastSequenceNr.ShouldBe(2);
        await system.Terminate();
    }
}
