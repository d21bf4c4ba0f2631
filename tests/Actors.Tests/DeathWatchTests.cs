namespace MandelActors.Actors.Tests;

public sealed class DeathWatchTests : ActorTest
{
    [Fact]
    public async Task The_notice_comes_once_after_PostStop_and_after_the_last_message()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<int>(n => probe.Ref.Tell(n));
            a.OnStop = () => probe.Ref.Tell("PostStop");
        });
        probe.Watch(actor);
        probe.Watch(actor);
        await probe.ExpectNothing();

        for (int i = 0; i < 10; i++)
            actor.Tell(i);
        actor.Tell(PoisonPill.Instance);

        (await probe.Expect<int>(10)).ShouldBe(Enumerable.Range(0, 10));
        (await probe.Expect<string>()).ShouldBe("PostStop");
        await probe.ExpectTerminated(actor);
        await Settle(Start(_ => { }));
        await probe.ExpectNothing();
    }

    [Fact]
    public async Task Watching_what_has_already_stopped_is_answered_too()
    {
        var actor = Start(_ => { });
        await actor.GracefulStop(TimeSpan.FromDays(1));

        await NewProbe(actor).ExpectTerminated(actor);
    }

    [Fact]
    public async Task Every_watcher_is_told()
    {
        var actor = Start(_ => { });
        TestProbe[] probes = [.. Enumerable.Range(0, 20).Select(_ => NewProbe(actor))];

        actor.Tell(PoisonPill.Instance);

        foreach (var probe in probes)
            await probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_race_between_watching_and_stopping_always_ends_in_a_notice()
    {
        for (int i = 0; i < 300; i++)
        {
            var actor = Start(_ => { });
            var probe = NewProbe();
            await Task.WhenAll(Task.Run(() => probe.Watch(actor)), Task.Run(() => System.Stop(actor)));
            await probe.ExpectTerminated(actor);
        }
    }

    [Fact]
    public async Task After_unwatch_not_even_a_queued_notice_is_delivered()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var subject = Start(_ => { });
        var watcher = Start(a =>
        {
            a.OnAsync<string>(async _ =>
            {
                a.Around.Watch(subject);
                probe.Ref.Tell("watching");
                await gate.Task;
                a.Around.Unwatch(subject);
            });
            a.On<Terminated>(_ => probe.Ref.Tell("terminated"));
        });

        watcher.Tell("go");
        await probe.Expect<string>();
        await subject.GracefulStop(TimeSpan.FromDays(1));
        gate.SetResult();
        await Settle(watcher);

        await probe.ExpectNothing();
    }

    [Fact]
    public async Task WatchWith_delivers_the_message_asked_for()
    {
        var probe = NewProbe();
        var subject = Start(_ => { });
        var watcher = Start(a =>
        {
            a.Around.WatchWith(subject, "gone");
            a.On<string>(m => probe.Ref.Tell(m));
        });
        await Settle(watcher);

        System.Stop(subject);

        (await probe.Expect<string>()).ShouldBe("gone");
    }

    [Fact]
    public async Task Watching_again_with_another_message_is_an_error()
    {
        var failure = new TaskCompletionSource<Exception?>();
        var subject = Start(_ => { });
        Start(a =>
        {
            a.Around.Watch(subject);
            failure.SetResult(Record.Exception(() => a.Around.WatchWith(subject, "gone")));
        });

        (await failure.Task).ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Who_does_not_handle_the_end_of_a_watched_actor_dies_with_it()
    {
        var subject = Start(_ => { });
        var watcher = Start(a => a.Around.Watch(subject));
        await Settle(watcher);
        var probe = NewProbe(watcher);

        System.Stop(subject);

        await probe.ExpectTerminated(watcher);
    }

    [Fact]
    public async Task A_restart_is_no_end()
    {
        var actor = Start(a => a.On<string>(m => throw new DeliberateException(m)));
        var probe = NewProbe(actor);

        actor.Tell("fail");
        await Settle(actor);

        await probe.ExpectNothing();
    }

    [Fact]
    public async Task Watching_nobody_is_answered_with_existence_unconfirmed()
    {
        var probe = NewProbe(ActorRefs.Nobody);

        (await probe.Expect<Terminated>()).ExistenceConfirmed.ShouldBeFalse();
    }
}
