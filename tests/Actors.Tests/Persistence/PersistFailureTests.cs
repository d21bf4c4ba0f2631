using System.Text;
using MandelActors.Actors.Persistence;

namespace MandelActors.Actors.Tests.Persistence;

public abstract class PersistFailureTests(IJournalDatabase database) : PersistenceTest(database)
{
    [SkippableFact]
    public async Task A_second_writer_fails_and_is_stopped_and_the_first_goes_on()
    {
        using var otherJournal = Database.Open();
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

    [SkippableFact]
    public async Task A_conflict_fails_only_its_own_append_of_a_group()
    {
        var now = Clock.GetUtcNow();
        await Journal.AppendAsync([new JournalEntry("a", 1, "text.v1", "x"u8.ToArray(), now)]);

        var conflict = Journal.AppendAsync([new JournalEntry("a", 2, "text.v1", "y"u8.ToArray(), now), new JournalEntry("a", 1, "text.v1", "z"u8.ToArray(), now)]);
        var innocent = Journal.AppendAsync([new JournalEntry("b", 1, "text.v1", "x"u8.ToArray(), now)]);

        await Should.ThrowAsync<SequenceConflictException>(conflict);
        await innocent;
        (await Journal.ReadAsync("a", 1, 10)).Select(e => Encoding.UTF8.GetString(e.Payload)).ShouldBe(["x"]);
        (await Journal.ReadAsync("b", 1, 10)).Count.ShouldBe(1);
    }

    [SkippableFact]
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
        // In any order: one may reach the mailbox just before its end and the other find it ended.
        (await letters.Expect<DeadLetter>(2)).Select(letter => letter.Message).ShouldBe(["command 1", "command 2"], ignoreOrder: true);
    }
}
