using System.Text;
using MandelActors.Actors.Persistence;

namespace MandelActors.Actors.Tests.Persistence;

public abstract class RecoveryTests(IJournalDatabase database) : PersistenceTest(database)
{
    private async Task Write(string id, int count)
    {
        var now = Clock.GetUtcNow();
        var entries = Enumerable.Range(1, count).Select(i => new JournalEntry(id, i, "text.v1", Encoding.UTF8.GetBytes($"event {i}"), now)).ToList();
        await Journal.AppendAsync(entries).WaitAsync(Patience);
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(2500)]
    public async Task Every_event_is_replayed_in_order_whatever_the_pages(int count)
    {
        await Write("a", count);
        await Write("other", 3);

        var state = await StateOf(Start("a", NewProbe(), Ledger.Simple));

        state.Events.ShouldBe(Enumerable.Range(1, count).Select(i => $"event {i}"));
        state.LastSequenceNr.ShouldBe(count);
    }

    [SkippableFact]
    public async Task State_survives_a_new_process_and_numbers_go_on()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, Ledger.Simple);
        probe.Send(ledger, "one");
        await probe.Expect<long>();
        await Reopen();

        probe = NewProbe();
        ledger = Start("a", probe, Ledger.Simple);
        probe.Send(ledger, "two");
        (await probe.Expect<long>()).ShouldBe(2);

        (await StateOf(ledger)).Events.ShouldBe(["one", "two"]);
    }

    [SkippableFact]
    public async Task Commands_sent_before_recovery_ended_are_handled_after_it_in_order()
    {
        await Write("a", 2000);
        var probe = NewProbe();
        var ledger = Start("a", probe, Ledger.Simple);

        for (int i = 0; i < 5; i++)
            probe.Send(ledger, "new");

        (await probe.Expect<long>(5)).ShouldBe([2001, 2002, 2003, 2004, 2005]);
    }

    [SkippableFact]
    public async Task A_snapshot_replaces_the_events_it_contains()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l =>
        {
            Ledger.Simple(l);
            l.On<int>(_ => l.SaveSnapshot(string.Join("+", l.Events)));
            l.On<SaveSnapshotSuccess>(s => probe.Ref.Tell(s));
        });
        probe.Send(ledger, "one");
        probe.Send(ledger, "two");
        ledger.Tell(0);
        await probe.Expect<long>(2);
        (await probe.Expect<SaveSnapshotSuccess>()).Metadata.SequenceNr.ShouldBe(2);
        probe.Send(ledger, "three");
        await probe.Expect<long>();
        await Reopen();

        var state = await StateOf(Start("a", NewProbe(), Ledger.Simple));

        state.Events.ShouldBe(["snapshot 2: one+two", "three"]);
        state.LastSequenceNr.ShouldBe(3);
    }

    [SkippableFact]
    public async Task A_snapshot_that_cannot_be_serialized_is_reported_and_the_actor_goes_on()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l =>
        {
            l.On<int>(_ => l.SaveSnapshot(1.5));
            l.On<SaveSnapshotFailure>(f => probe.Ref.Tell(f));
        });

        ledger.Tell(0);

        (await probe.Expect<SaveSnapshotFailure>()).Cause.ShouldBeOfType<NotSupportedException>();
        await StateOf(ledger);
    }

    [SkippableFact]
    public async Task Deleted_snapshots_are_no_longer_offered()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l =>
        {
            Ledger.Simple(l);
            l.On<int>(_ => l.SaveSnapshot("state"));
            l.On<SaveSnapshotSuccess>(s => l.DeleteSnapshots(new SnapshotSelectionCriteria(s.Metadata.SequenceNr)));
            l.On<DeleteSnapshotsSuccess>(s => probe.Ref.Tell(s));
        });
        probe.Send(ledger, "one");
        ledger.Tell(0);
        await probe.Expect<long>();
        await probe.Expect<DeleteSnapshotsSuccess>();
        await Reopen();

        (await StateOf(Start("a", NewProbe(), Ledger.Simple))).Events.ShouldBe(["one"]);
    }

    [SkippableFact]
    public async Task An_unknown_manifest_ends_the_recovery_and_the_actor()
    {
        await Journal.AppendAsync([new JournalEntry("a", 1, "text.v99", "?"u8.ToArray(), Clock.GetUtcNow())]);
        var probe = NewProbe();
        var ledger = Start("a", probe, Ledger.Simple);
        probe.Watch(ledger);

        (await probe.Expect<Ledger.RecoveryFailed>()).Cause.Message.ShouldContain("text.v99");
        await probe.ExpectTerminated(ledger);
    }

    [SkippableFact]
    public async Task A_missing_event_ends_the_recovery_and_the_actor()
    {
        await Write("a", 1);
        await Journal.AppendAsync([new JournalEntry("a", 3, "text.v1", "three"u8.ToArray(), Clock.GetUtcNow())]);
        var probe = NewProbe();
        var ledger = Start("a", probe, Ledger.Simple);
        probe.Watch(ledger);

        (await probe.Expect<Ledger.RecoveryFailed>()).Cause.Message.ShouldContain("lacks event 2");
        await probe.ExpectTerminated(ledger);
    }

    [SkippableFact]
    public async Task A_failing_recover_handler_ends_the_recovery_and_the_actor()
    {
        await Journal.AppendAsync([new JournalEntry("a", 1, "text.v1", "one"u8.ToArray(), Clock.GetUtcNow())]);
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.FailRecovery = () => throw new DeliberateException());
        probe.Watch(ledger);

        (await probe.Expect<Ledger.RecoveryFailed>()).Message.ShouldBe("one");
        await probe.ExpectTerminated(ledger);
    }

    [SkippableFact]
    public async Task Without_a_journal_a_persistent_actor_does_not_start()
    {
        var bare = ActorSystem.Create("bare");
        var probe = new TestProbe(bare);
        var ledger = bare.ActorOf(Ledger.Props("a", probe, Ledger.Simple));
        probe.Watch(ledger);

        await probe.ExpectTerminated(ledger);
        await bare.Terminate();
    }
}
