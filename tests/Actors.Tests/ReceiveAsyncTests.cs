namespace MandelActors.Actors.Tests;

public sealed class ReceiveAsyncTests : ActorTest
{
    [Fact]
    public async Task The_next_message_waits_for_the_end_of_the_await()
    {
        var gate = new TaskCompletionSource();
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnAsync<string>(async m =>
            {
                probe.Ref.Tell("begin " + m);
                await gate.Task;
                probe.Ref.Tell("end " + m);
            });
            a.On<int>(n => probe.Ref.Tell("number " + n));
        });

        actor.Tell("a");
        actor.Tell(1);
        await probe.Expect<string>();
        await probe.ExpectNothing();
        gate.SetResult();

        (await probe.Expect<string>(2)).ShouldBe(["end a", "number 1"]);
    }

    [Fact]
    public async Task Self_sender_and_context_survive_awaits()
    {
        var probe = NewProbe();
        var actor = Start(a => a.OnAsync<string>(async _ =>
        {
            var (self, sender, around) = (a.Me, a.From, a.Around);
            await Task.Yield();
            await Task.Run(() => { });
            a.From.Tell((a.Me.Equals(self), a.From.Equals(sender), ReferenceEquals(a.Around, around)), a.Me);
        }));

        probe.Send(actor, "go");

        (await probe.Expect<(bool, bool, bool)>()).ShouldBe((true, true, true));
    }

    [Fact]
    public async Task What_follows_an_await_never_runs_beside_anything_else_of_the_actor()
    {
        int inside = 0;
        bool overlapped = false;
        void Touch()
        {
            overlapped |= Interlocked.Increment(ref inside) != 1;
            Interlocked.Decrement(ref inside);
        }

        var actor = Start(a => a.OnAsync<int>(async _ =>
        {
            Task Part() => Task.Run(() => { });
            await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
            {
                await Part();
                Touch();
            }));
            Touch();
        }));

        for (int i = 0; i < 200; i++)
            actor.Tell(i);
        await Settle(actor);

        overlapped.ShouldBeFalse();
    }

    [Fact]
    public async Task A_failure_after_an_await_fails_the_actor_like_any_other()
    {
        var probe = NewProbe();
        var parent = Start(p =>
        {
            p.Strategy = new OneForOneStrategy(cause =>
            {
                probe.Ref.Tell(cause.Message);
                return Directive.Restart;
            });
            var child = p.Around.ActorOf(Scripted.Props(c =>
            {
                c.OnAsync<string>(async _ =>
                {
                    await Task.Yield();
                    throw new DeliberateException("after await");
                });
                c.On<int>(_ => probe.Ref.Tell("restarted and working"));
            }));
            p.OnAny(child.Forward);
        });

        parent.Tell("fail");
        parent.Tell(1);

        (await probe.Expect<string>(2)).ShouldBe(["after await", "restarted and working"]);
    }

    [Fact]
    public async Task An_actor_stuck_in_an_await_can_be_stopped_and_its_finally_still_runs()
    {
        var gate = new TaskCompletionSource();
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnStop = () => probe.Ref.Tell("stopped");
            a.OnAsync<string>(async _ =>
            {
                try
                {
                    probe.Ref.Tell("waiting");
                    await gate.Task;
                }
                finally
                {
                    probe.Ref.Tell("finally");
                }
            });
        });
        probe.Watch(actor);

        actor.Tell("x");
        await probe.Expect<string>();
        System.Stop(actor);
        (await probe.Expect<string>()).ShouldBe("stopped");
        await probe.ExpectTerminated(actor);
        gate.SetResult();

        (await probe.Expect<string>()).ShouldBe("finally");
    }

    [Fact]
    public async Task A_handler_that_only_yields_does_not_keep_the_thread()
    {
        bool end = false;
        var probe = NewProbe();
        IActorRef[] yielding = [.. Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => Start(a => a.OnAsync<string>(async _ =>
        {
            while (!Volatile.Read(ref end))
                await Task.Yield();
        })))];
        foreach (var actor in yielding)
            actor.Tell("go");

        var echo = Start(a => a.On<int>(n => a.From.Tell(n, a.Me)));
        for (int i = 0; i < 20; i++)
        {
            probe.Send(echo, i);
            (await probe.Expect<int>()).ShouldBe(i);
        }

        Volatile.Write(ref end, true);
    }

    [Fact]
    public async Task Many_actors_awaiting_each_other_do_not_starve_the_thread_pool()
    {
        // Each of 500 actors is inside a handler, waiting for the next one's answer: blocking waits would need 500 threads.
        IActorRef next = Start(a => a.On<string>(_ => a.From.Tell(0, a.Me)));
        for (int i = 0; i < 500; i++)
        {
            var inner = next;
            next = Start(a => a.OnAsync<string>(async m =>
            {
                int depth = await inner.Ask<int>(m);
                a.From.Tell(depth + 1, a.Me);
            }));
        }

        (await next.Ask<int>("how deep").WaitAsync(Patience)).ShouldBe(500);
    }
}
