namespace MandelActors.Actors.Tests;

public sealed class LifecycleTests : ActorTest
{
    [Fact]
    public async Task Parents_stop_after_their_children()
    {
        var probe = NewProbe();
        var parent = Start(p =>
        {
            p.OnStop = () => probe.Ref.Tell("parent");
            for (int i = 0; i < 3; i++)
                p.Around.ActorOf(Scripted.Props(c => c.OnStop = () => probe.Ref.Tell("child")));
        });

        System.Stop(parent);

        (await probe.Expect<string>(4)).ShouldBe(["child", "child", "child", "parent"]);
    }

    [Fact]
    public async Task Ten_thousand_children_stop_before_their_parent()
    {
        int alive = 0;
        int left = -1;
        var parent = Start(p =>
        {
            p.OnStop = () => left = Volatile.Read(ref alive);
            for (int i = 0; i < 10_000; i++)
            {
                p.Around.ActorOf(Scripted.Props(c =>
                {
                    c.OnStart = () => Interlocked.Increment(ref alive);
                    c.OnStop = () => Interlocked.Decrement(ref alive);
                }));
            }
        });

        await parent.GracefulStop(TimeSpan.FromDays(1)).WaitAsync(Patience);

        left.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_lets_the_current_message_finish_and_drops_the_rest_to_the_dead_letters()
    {
        var letters = Listening<DeadLetter>();
        var gate = new TaskCompletionSource();
        var probe = NewProbe();
        var actor = Start(a => a.On<int>(n =>
        {
            if (n == 1)
                a.Around.Stop(a.Me);
            probe.Ref.Tell(n);
        }));

        actor.Tell(0);
        await probe.Expect<int>();
        actor.Tell(1);
        probe.Watch(actor);
        (await probe.Expect<int>()).ShouldBe(1);
        await probe.ExpectTerminated(actor);
        actor.Tell(2);

        (await letters.Expect<DeadLetter>()).Message.ShouldBe(2);
        gate.SetResult();
    }

    [Fact]
    public async Task A_poison_pill_stops_after_what_was_sent_before_it()
    {
        var probe = NewProbe();
        var actor = Start(a => a.On<int>(n => probe.Ref.Tell(n)));
        probe.Watch(actor);
        await probe.ExpectNothing();

        for (int i = 0; i < 100; i++)
            actor.Tell(i);
        actor.Tell(PoisonPill.Instance);

        (await probe.Expect<int>(100)).ShouldBe(Enumerable.Range(0, 100));
        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_message_to_a_stopped_actor_is_a_dead_letter_with_sender_and_recipient()
    {
        var letters = Listening<DeadLetter>();
        var probe = NewProbe();
        var actor = Start(_ => { });
        await actor.GracefulStop(TimeSpan.FromDays(1));

        probe.Send(actor, "too late");

        var letter = await letters.Expect<DeadLetter>();
        letter.Message.ShouldBe("too late");
        letter.Sender.ShouldBe(probe.Ref);
        letter.Recipient.ShouldBe(actor);
    }

    [Fact]
    public async Task Kill_stops_by_the_default_strategy()
    {
        var actor = Start(_ => { });
        var probe = NewProbe(actor);

        actor.Tell(Kill.Instance);

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task An_actor_that_cannot_be_built_is_stopped_without_PostStop()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnStop = () => probe.Ref.Tell("PostStop");
            throw new DeliberateException();
        });
        probe.Watch(actor);

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_failing_PreStart_stops_the_actor()
    {
        var actor = Start(a => a.OnStart = () => throw new DeliberateException());
        var probe = NewProbe(actor);

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_name_is_free_again_once_its_actor_has_terminated()
    {
        var probe = NewProbe();
        Start(p =>
        {
            var first = p.Around.Watch(p.Around.ActorOf(Scripted.Props(_ => { }), "worker"));
            probe.Ref.Tell(first);
            probe.Ref.Tell(Record.Exception(() => p.Around.ActorOf(Scripted.Props(_ => { }), "worker"))!);
            // The parent hears of the end when the name is free; others may hear of it before.
            p.On<Terminated>(_ => probe.Ref.Tell(p.Around.ActorOf(Scripted.Props(_ => { }), "worker")));
            p.Around.Stop(first);
        });

        var first = await probe.Expect<IActorRef>();
        await probe.Expect<InvalidActorNameException>();
        var second = await probe.Expect<IActorRef>();

        second.Path.ShouldBe(first.Path);
        second.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$own")]
    [InlineData("a/b")]
    [InlineData("späti")]
    public void Names_that_no_path_can_hold_are_refused(string name) => Should.Throw<InvalidActorNameException>(() => Start(_ => { }, name));

    [Fact]
    public void Actors_are_not_made_with_new() => Should.Throw<ActorInitializationException>(() => new Scripted(_ => { }));

    [Fact]
    public async Task Children_are_found_by_name_until_they_have_terminated()
    {
        var probe = NewProbe();
        var parent = Start(p =>
        {
            var child = p.Around.ActorOf(Scripted.Props(_ => { }), "one");
            p.Around.Watch(child);
            p.On<string>(_ => probe.Ref.Tell((p.Around.Child("one").IsNobody(), p.Around.GetChildren().Count())));
            p.On<int>(_ => p.Around.Stop(child));
            p.On<Terminated>(_ => probe.Ref.Tell((p.Around.Child("one").IsNobody(), p.Around.GetChildren().Count())));
        });

        parent.Tell("?");
        (await probe.Expect<(bool, int)>()).ShouldBe((false, 1));
        parent.Tell(1);
        (await probe.Expect<(bool, int)>()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task A_failing_PostStop_does_not_keep_the_actor_alive()
    {
        var actor = Start(a => a.OnStop = () => throw new DeliberateException());
        var probe = NewProbe(actor);

        System.Stop(actor);

        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task GracefulStop_gives_up_after_its_timeout()
    {
        var gate = new TaskCompletionSource();
        var actor = Start(a => a.OnAsync<string>(_ => gate.Task));
        actor.Tell("busy");

        var stop = actor.GracefulStop(TimeSpan.FromSeconds(1));
        Clock.Advance(TimeSpan.FromSeconds(1));

        await Should.ThrowAsync<TaskCanceledException>(stop);
        gate.SetResult();
    }
}
