namespace MandelActors.Actors.Tests;

public sealed class SupervisionTests : SupervisionTest
{
    [Fact]
    public async Task A_restart_loses_the_failing_message_and_the_state_but_not_the_mailbox()
    {
        var probe = NewProbe();
        var parent = Parent(Counter(probe));

        foreach (object message in new object[] { 1, 1, "fail", 1, 1 })
            parent.Tell(message);

        (await probe.Expect<int>(4)).ShouldBe([1, 2, 1, 2]);
    }

    [Fact]
    public async Task Resume_keeps_the_state()
    {
        var probe = NewProbe();
        var parent = Parent(Counter(probe), new OneForOneStrategy(_ => Directive.Resume));

        foreach (object message in new object[] { 1, "fail", 1 })
            parent.Tell(message);

        (await probe.Expect<int>(2)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Stop_stops_the_child()
    {
        var probe = NewProbe();
        var parent = Parent(Counter(probe), new OneForOneStrategy(_ => Directive.Stop), p =>
        {
            p.Around.Watch(p.Around.Child("child"));
            p.On<Terminated>(_ => probe.Ref.Tell("stopped"));
        });

        parent.Tell("fail");

        (await probe.Expect<string>()).ShouldBe("stopped");
    }

    [Fact]
    public async Task Escalate_fails_the_parent_in_the_childs_place()
    {
        var probe = NewProbe();
        var grandparent = Start(g =>
        {
            g.Strategy = new OneForOneStrategy(cause =>
            {
                probe.Ref.Tell(cause.Message);
                return Directive.Restart;
            });
            var parent = g.Around.ActorOf(Scripted.Props(p =>
            {
                p.OnRestarting = (_, _) =>
                {
                    probe.Ref.Tell("parent restarts");
                    p.Around.Stop(p.Around.Child("child"));
                };
                p.Strategy = new OneForOneStrategy(_ => Directive.Escalate);
                var child = p.Around.ActorOf(Scripted.Props(Counter(probe)), "child");
                p.OnAny(child.Forward);
            }));
            g.OnAny(parent.Forward);
        });

        grandparent.Tell("from below");
        (await probe.Expect<string>(2)).ShouldBe(["from below", "parent restarts"]);
        grandparent.Tell(1);
        (await probe.Expect<int>()).ShouldBe(1);
    }

    [Fact]
    public async Task Restart_hooks_see_the_reason_and_the_failing_message_in_order()
    {
        var probe = NewProbe();
        var parent = Parent(c =>
        {
            c.OnStart = () => probe.Ref.Tell("PreStart");
            c.OnRestarting = (reason, message) => probe.Ref.Tell($"PreRestart {reason.Message} {message}");
            c.OnRestarted = reason => probe.Ref.Tell($"PostRestart {reason.Message}");
            c.On<string>(m => throw new DeliberateException("no " + m));
        });

        parent.Tell("x");

        (await probe.Expect<string>(4)).ShouldBe(["PreStart", "PreRestart no x x", "PostRestart no x", "PreStart"]);
    }

    [Fact]
    public async Task By_default_a_restart_stops_the_children_first()
    {
        var probe = NewProbe();
        var parent = Parent(c =>
        {
            c.OnStart = () => probe.Ref.Tell("start");
            c.OnStop = () => probe.Ref.Tell("stop");
            c.Around.ActorOf(Scripted.Props(g => g.OnStop = () => probe.Ref.Tell("grandchild")), "same-name");
            c.On<string>(m => throw new DeliberateException(m));
        });
        await probe.Expect<string>();

        parent.Tell("fail");

        // The second instance could take the grandchild's name again: the first had really gone by then.
        var said = await probe.Expect<string>(3);
        // The first instance tells the grandchild to stop and stops itself: which of them is faster is nobody's promise.
        said.Take(2).ShouldBe(["stop", "grandchild"], ignoreOrder: true);
        said[^1].ShouldBe("start");
    }

    [Fact]
    public async Task Children_that_PreRestart_spares_are_restarted_with_their_parent()
    {
        var probe = NewProbe();
        bool first = true;
        var parent = Parent(c =>
        {
            c.OnRestarting = (_, _) => { };
            if (first)
            {
                first = false;
                c.Around.ActorOf(Scripted.Props(g =>
                {
                    int count = 0;
                    g.OnRestarted = _ => probe.Ref.Tell("grandchild restarted");
                    g.On<int>(_ => probe.Ref.Tell("count " + ++count));
                }), "kept");
            }

            c.On<int>(n => c.Around.Child("kept").Tell(n));
            c.On<string>(m => throw new DeliberateException(m));
        });

        parent.Tell(1);
        (await probe.Expect<string>()).ShouldBe("count 1");
        parent.Tell("fail");
        (await probe.Expect<string>()).ShouldBe("grandchild restarted");
        parent.Tell(1);
        (await probe.Expect<string>()).ShouldBe("count 1");
    }

    [Fact]
    public async Task One_childs_failure_does_not_touch_its_siblings()
    {
        var probe = NewProbe();
        var parent = Start(p =>
        {
            IActorRef[] children = [p.Around.ActorOf(Scripted.Props(Counter(probe))), p.Around.ActorOf(Scripted.Props(Counter(probe)))];
            p.On<string>(m => children[0].Tell(m));
            p.On<int>(n => children[n].Tell(n));
        });

        parent.Tell(1);
        parent.Tell("fail");
        parent.Tell(1);

        (await probe.Expect<int>(2)).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_failing_actors_children_wait_until_it_is_judged()
    {
        var decide = new TaskCompletionSource();
        var (probe, entered) = (NewProbe(), new TaskCompletionSource());
        var parent = Start(p =>
        {
            p.Strategy = new OneForOneStrategy(_ =>
            {
                entered.SetResult();
                decide.Task.GetAwaiter().GetResult();
                return Directive.Resume;
            });
            var child = p.Around.ActorOf(Scripted.Props(c =>
            {
                var grandchild = c.Around.ActorOf(Scripted.Props(g => g.On<int>(n => probe.Ref.Tell(n))));
                probe.Ref.Tell(grandchild);
                c.On<string>(m => throw new DeliberateException(m));
            }));
            p.OnAny(child.Forward);
        });
        var grandchild = await probe.Expect<IActorRef>();

        parent.Tell("fail");
        await entered.Task;
        grandchild.Tell(7);
        await probe.ExpectNothing();
        decide.SetResult();

        (await probe.Expect<int>()).ShouldBe(7);
    }

    [Fact]
    public async Task A_top_level_actor_is_restarted_by_the_guardian_and_the_system_lives_on()
    {
        var probe = NewProbe();
        var actor = Start(Counter(probe));

        foreach (object message in new object[] { 1, "fail", 1 })
            actor.Tell(message);

        (await probe.Expect<int>(2)).ShouldBe([1, 1]);
        System.WhenTerminated.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_strategy_given_with_the_props_wins_over_the_actors_own()
    {
        var probe = NewProbe();
        var parent = System.ActorOf(Scripted.Props(p =>
        {
            p.Strategy = new OneForOneStrategy(_ => Directive.Stop);
            var child = p.Around.ActorOf(Scripted.Props(Counter(probe)));
            p.OnAny(child.Forward);
        }).WithSupervisorStrategy(new OneForOneStrategy(_ => Directive.Resume)));

        foreach (object message in new object[] { 1, "fail", 1 })
            parent.Tell(message);

        (await probe.Expect<int>(2)).ShouldBe([1, 2]);
    }
}
