namespace MandelActors.Actors.Tests;

public sealed class RestartLimitTests : SupervisionTest
{
    [Fact]
    public async Task A_thousand_restarts_lose_nothing_but_the_failing_messages()
    {
        var probe = NewProbe();
        int instances = 0;
        var parent = Parent(c =>
        {
            Interlocked.Increment(ref instances);
            c.On<int>(n => probe.Ref.Tell(n));
            c.On<string>(m => throw new DeliberateException(m));
        }, new OneForOneStrategy(-1, Timeout.Infinite, _ => Directive.Restart, loggingEnabled: false));

        for (int i = 0; i < 1000; i++)
        {
            parent.Tell("fail");
            parent.Tell(i);
        }

        (await probe.Expect<int>(1000)).ShouldBe(Enumerable.Range(0, 1000));
        instances.ShouldBe(1001);
    }

    [Fact]
    public async Task Restarts_beyond_the_limit_stop_the_child()
    {
        var probe = NewProbe();
        var parent = Parent(Counter(probe), new OneForOneStrategy(2, (TimeSpan?)null, _ => Directive.Restart), p =>
        {
            p.Around.Watch(p.Around.Child("child"));
            p.On<Terminated>(_ => probe.Ref.Tell("stopped"));
        });

        foreach (object message in new object[] { "one", "two", 1, "three", 1 })
            parent.Tell(message);

        (await probe.Expect<int>()).ShouldBe(1);
        (await probe.Expect<string>()).ShouldBe("stopped");
        await probe.ExpectNothing();
    }

    [Fact]
    public async Task Restarts_count_within_their_time_range_only()
    {
        var probe = NewProbe();
        var parent = Parent(Counter(probe), new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart), p =>
        {
            p.Around.Watch(p.Around.Child("child"));
            p.On<Terminated>(_ => probe.Ref.Tell("stopped"));
        });

        async Task FailAndLive()
        {
            parent.Tell("fail");
            parent.Tell(1);
            (await probe.Expect<int>()).ShouldBe(1);
        }

        for (int minute = 0; minute < 5; minute++)
        {
            await FailAndLive();
            await FailAndLive();
            Clock.Advance(TimeSpan.FromSeconds(61));
        }

        await FailAndLive();
        await FailAndLive();
        parent.Tell("third within a minute");
        (await probe.Expect<string>()).ShouldBe("stopped");
    }

    [Fact]
    public async Task A_limit_of_zero_allows_no_restart()
    {
        var probe = NewProbe();
        var parent = Parent(Counter(probe), new OneForOneStrategy(0, (TimeSpan?)null, _ => Directive.Restart), p =>
        {
            p.Around.Watch(p.Around.Child("child"));
            p.On<Terminated>(_ => probe.Ref.Tell("stopped"));
        });

        parent.Tell("fail");

        (await probe.Expect<string>()).ShouldBe("stopped");
    }

    [Fact]
    public async Task Failing_again_during_the_restart_stops_the_child()
    {
        var probe = NewProbe();
        var parent = Parent(c =>
        {
            c.OnRestarted = _ => throw new DeliberateException("again");
            c.On<string>(m => throw new DeliberateException(m));
        }, more: p =>
        {
            p.Around.Watch(p.Around.Child("child"));
            p.On<Terminated>(_ => probe.Ref.Tell("stopped"));
        });

        parent.Tell("fail");

        (await probe.Expect<string>()).ShouldBe("stopped");
    }
}
