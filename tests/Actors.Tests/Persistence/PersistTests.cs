namespace MandelActors.Actors.Tests.Persistence;

public abstract class PersistTests(IJournalDatabase database) : PersistenceTest(database)
{
    [SkippableFact]
    public async Task The_handler_runs_after_the_event_is_on_disk_with_the_commands_sender()
    {
        var probe = NewProbe();
        var ledger = Start("a", NewProbe(), l => l.On<string>(m => l.Persist(m, _ =>
        {
            int onDisk = Journal.ReadAsync("a", 1, 10).GetAwaiter().GetResult().Count;
            l.From.Tell((onDisk, l.LastSequenceNr), l.Me);
        })));

        probe.Send(ledger, "one");

        (await probe.Expect<(int, long)>()).ShouldBe((1, 1L));
    }

    [SkippableFact]
    public async Task The_next_command_waits_for_the_handlers_of_the_one_before()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(n =>
        {
            probe.Ref.Tell($"command {n}");
            l.Persist("x", _ => probe.Ref.Tell($"first of {n}"));
            l.Persist("y", _ => probe.Ref.Tell($"second of {n}"));
        }));

        ledger.Tell(1);
        ledger.Tell(2);

        (await probe.Expect<string>(6)).ShouldBe(["command 1", "first of 1", "second of 1", "command 2", "first of 2", "second of 2"]);
    }

    [SkippableFact]
    public async Task A_handler_may_persist_again_before_the_next_command()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(n => l.Persist($"outer {n}", outer =>
        {
            probe.Ref.Tell(outer);
            l.Persist($"inner {n}", inner => probe.Ref.Tell(inner));
        })));

        ledger.Tell(1);
        ledger.Tell(2);

        (await probe.Expect<string>(4)).ShouldBe(["outer 1", "inner 1", "outer 2", "inner 2"]);
    }

    [SkippableFact]
    public async Task PersistAll_writes_all_or_none_and_calls_back_for_each()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(n => l.PersistAll(
            Enumerable.Range(1, n).Select(i => $"event {i}"), e => probe.Ref.Tell(e), () => probe.Ref.Tell("complete"))));

        ledger.Tell(3);
        ledger.Tell(0);

        (await probe.Expect<string>(5)).ShouldBe(["event 1", "event 2", "event 3", "complete", "complete"]);
    }

    [SkippableFact]
    public async Task PersistAsync_lets_further_commands_in_and_keeps_the_order_of_handlers()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(n => l.PersistAsync(n, e => l.From.Tell((e, l.LastSequenceNr), l.Me))));

        for (int i = 1; i <= 500; i++)
            probe.Send(ledger, i);

        (await probe.Expect<(int, long)>(500)).ShouldBe(Enumerable.Range(1, 500).Select(i => (i, (long)i)));
    }

    [SkippableFact]
    public async Task An_async_command_may_persist_after_its_awaits()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.OnAsync<string>(async m =>
        {
            await Task.Yield();
            l.Persist(m, e => l.From.Tell(e, l.Me));
            await Task.Yield();
            l.From.Tell("end of " + m, l.Me);
        }));

        probe.Send(ledger, "a");
        probe.Send(ledger, "b");

        (await probe.Expect<string>(4)).ShouldBe(["end of a", "a", "end of b", "b"]);
    }

    [SkippableFact]
    public async Task An_async_handler_ends_before_the_next_handler_runs()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(_ => l.PersistAll(["a", "b"], async e =>
        {
            probe.Ref.Tell("begin " + e);
            await Task.Yield();
            probe.Ref.Tell($"end {e} {l.From.Equals(probe.Ref)}");
        })));

        probe.Send(ledger, 1);

        (await probe.Expect<string>(4)).ShouldBe(["begin a", "end a True", "begin b", "end b True"]);
    }

    [SkippableFact]
    public async Task What_cannot_be_serialized_is_rejected_and_the_actor_goes_on()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l =>
        {
            l.On<double>(d => l.Persist(d, _ => probe.Ref.Tell("never")));
            Ledger.Simple(l);
        });

        probe.Send(ledger, 1.5);
        probe.Send(ledger, "fine");

        (await probe.Expect<Ledger.PersistRejected>()).Event.ShouldBe(1.5);
        (await probe.Expect<long>()).ShouldBe(1);
    }

    [SkippableFact]
    public async Task Persisting_during_recovery_is_an_error_but_not_in_RecoveryCompleted()
    {
        var probe = NewProbe();
        Start("a", probe, l =>
        {
            probe.Ref.Tell(Record.Exception(() => l.Persist("too early", _ => { }))!);
            l.OnRecovered = () => l.Persist("first", e => probe.Ref.Tell(e));
        });

        await probe.Expect<InvalidOperationException>();
        (await probe.Expect<string>()).ShouldBe("first");
    }

    [SkippableFact]
    public async Task A_failing_handler_loses_no_event_to_the_restart()
    {
        var probe = NewProbe();
        bool failed = false;
        var ledger = Start("a", probe, l => l.On<string>(m => l.PersistAll([m + "1", m + "2"], e =>
        {
            l.Events.Add(e);
            if (failed)
                return;
            failed = true;
            throw new DeliberateException();
        })));

        ledger.Tell("x");
        var state = await StateOf(ledger);

        state.Events.ShouldBe(["x1", "x2"]);
        state.LastSequenceNr.ShouldBe(2);
    }

    [SkippableFact]
    public async Task What_a_command_persisted_before_it_failed_is_kept()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<string>(m =>
        {
            l.Persist(m, _ => probe.Ref.Tell("never: the restart comes first"));
            throw new DeliberateException();
        }));

        ledger.Tell("kept");

        (await StateOf(ledger)).Events.ShouldBe(["kept"]);
        await probe.ExpectNothing();
    }

    [SkippableFact]
    public async Task A_rejected_event_before_a_good_one_holds_nothing_up()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l => l.On<int>(_ =>
        {
            l.Persist(1.5, _ => probe.Ref.Tell("never"));
            l.Persist("good", e => probe.Ref.Tell(e));
        }));

        ledger.Tell(1);

        await probe.Expect<Ledger.PersistRejected>();
        (await probe.Expect<string>()).ShouldBe("good");
        (await StateOf(ledger)).LastSequenceNr.ShouldBe(1);
    }

    [SkippableFact]
    public async Task A_resumed_actor_runs_the_handlers_that_were_still_to_come()
    {
        var probe = NewProbe();
        var parent = System.ActorOf(Scripted.Props(p =>
        {
            p.Strategy = new OneForOneStrategy(_ => Directive.Resume);
            var child = p.Around.ActorOf(Ledger.Props("a", probe, l => l.On<string>(m => l.PersistAll(["1", "2", "3"], e =>
            {
                l.Events.Add(e);
                if (e == "2")
                    throw new DeliberateException();
            }))));
            p.OnAny(child.Forward);
        }));

        parent.Tell("go");

        (await StateOf(parent)).Events.ShouldBe(["1", "2", "3"]);
    }

    [SkippableFact]
    public async Task Timers_and_commands_wait_alike()
    {
        var probe = NewProbe();
        var ledger = Start("a", probe, l =>
        {
            l.OnRecovered = () => l.Timers.StartSingleTimer("key", "tick", TimeSpan.FromSeconds(1));
            l.On<string>(m => l.Persist(m, e => probe.Ref.Tell(e)));
        });
        await StateOf(ledger);

        Clock.Advance(TimeSpan.FromSeconds(1));

        (await probe.Expect<string>()).ShouldBe("tick");
    }
}
