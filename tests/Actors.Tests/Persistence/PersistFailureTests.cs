using MandelActors.Actors.Persistence;
using MandelActors.Actors.Persistence.Sql;
using Microsoft.Data.Sqlite;

namespace MandelActors.Actors.Tests.Persistence;

public sealed class PersistFailureTests : PersistenceTest
{
    [Fact]
    public async Task A_second_writer_fails_and_is_stopped_and_the_first_goes_on()
    {
        using var otherJournal = SqliteJournal.Open(File, new PlainSerializer());
        var otherSystem = ActorSystem.Create("other", new ActorSystemSettings { Journal = otherJournal });
        var (first, second) = (NewProbe(), new TestProbe(otherSystem));
        var owner = Start("a", first, Ledger.Simple);
        var intruder = otherSystem.ActorOf(Ledger.Props("a", second, Ledger.Simple));
        second.Watch(intruder);
        await StateOf(owner);
        await StateOf(intruder);

        first.Send(owner, "mine");
        await first.Expect<long>();
        second.Send(intruder, "mine too");

        var failure = await second.Expect<Ledger.PersistFailed>();
        failure.Cause.ShouldBeOfType<SequenceConflictException>().SequenceNr.ShouldBe(1);
        failure.Event.ShouldBe("mine too");
        await second.ExpectTerminated(intruder);
        first.Send(owner, "mine again");
        (await first.Expect<long>()).ShouldBe(2);
        await otherSystem.Terminate();
    }

    [Fact]
    public async Task A_conflict_fails_only_its_own_append_of_a_group()
    {
        var now = Clock.GetUtcNow();
        await Journal.AppendAsync([new JournalEntry("a", 1, "text.v1", "x", now)]);

        var conflict = Journal.AppendAsync([new JournalEntry("a", 2, "text.v1", "y", now), new JournalEntry("a", 1, "text.v1", "z", now)]);
        var innocent = Journal.AppendAsync([new JournalEntry("b", 1, "text.v1", "x", now)]);

        await Should.ThrowAsync<SequenceConflictException>(conflict);
        await innocent;
        (await Journal.ReadAsync("a", 1, 10)).Select(e => e.Payload).ShouldBe(["x"]);
        (await Journal.ReadAsync("b", 1, 10)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_full_database_fails_the_event_with_its_cause_and_stops_the_actor()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(size => l.Persist(new string('x', size), e => l.From.Tell(e.Length, l.Me))));
        probe.Watch(ledger);
        probe.Send(ledger, 10);
        await probe.Expect<int>();
        Journal.Pragma("max_page_count = 20");

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

    [Fact]
    public async Task Commands_behind_a_failed_event_are_dead_letters_never_half_done()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, Ledger.Simple);
        await StateOf(ledger);
        Journal.Dispose();
        var letters = NewProbe();
        System.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));

        for (int i = 0; i < 3; i++)
            probe.Send(ledger, $"command {i}");

        (await probe.Expect<Ledger.PersistFailed>()).Event.ShouldBe("command 0");
        (await letters.Expect<DeadLetter>()).Message.ShouldBe("command 1");
        (await letters.Expect<DeadLetter>()).Message.ShouldBe("command 2");
    }
}
