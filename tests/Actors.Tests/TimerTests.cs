namespace MandelActors.Actors.Tests;

public sealed class TimerTests : ActorTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>A message that is none to a receive timeout.</summary>
    private sealed record Passing : INotInfluenceReceiveTimeout;

    [Fact]
    public async Task A_single_timer_delivers_once_and_is_then_no_longer_active()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnStart = () => a.Timers.StartSingleTimer("key", "tick", Second);
            a.On<string>(m => probe.Ref.Tell((m, a.Timers.IsTimerActive("key"))));
        });
        await Settle(actor);

        Clock.Advance(Second * 10);

        (await probe.Expect<(string, bool)>()).ShouldBe(("tick", false));
        await Settle(actor);
        await probe.ExpectNothing();
    }

    [Fact]
    public async Task A_periodic_timer_delivers_until_cancelled()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnStart = () => a.Timers.StartPeriodicTimer("key", "tick", Second * 2, Second);
            a.On<string>(m => probe.Ref.Tell(m));
            a.On<int>(_ => a.Timers.Cancel("key"));
        });
        await Settle(actor);

        Clock.Advance(Second);
        await Settle(actor);
        await probe.ExpectNothing();
        Clock.Advance(Second * 3);
        (await probe.Expect<string>(3)).ShouldBe(["tick", "tick", "tick"]);
        actor.Tell(0);
        await Settle(actor);
        Clock.Advance(Second * 10);
        await Settle(actor);
        await probe.ExpectNothing();
        Clock.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_cancelled_timer_delivers_not_even_what_already_waits_in_the_mailbox()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var actor = Start(a =>
        {
            a.OnStart = () => a.Timers.StartSingleTimer("key", "tick", Second);
            a.OnAsync<int>(async _ =>
            {
                await gate.Task;
                a.Timers.Cancel("key");
            });
            a.On<string>(m => probe.Ref.Tell(m));
        });
        await Settle(actor);

        actor.Tell(1);
        Clock.Advance(Second); // the tick is in the mailbox now, behind the message that cancels it
        gate.SetResult();
        await Settle(actor);

        await probe.ExpectNothing();
    }

    [Fact]
    public async Task A_replaced_timer_delivers_the_new_message_only()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var actor = Start(a =>
        {
            a.OnStart = () => a.Timers.StartSingleTimer("key", "old", Second);
            a.OnAsync<int>(async _ =>
            {
                await gate.Task;
                a.Timers.StartSingleTimer("key", "new", Second);
            });
            a.On<string>(m => probe.Ref.Tell(m));
        });
        await Settle(actor);

        actor.Tell(1);
        Clock.Advance(Second);
        gate.SetResult();
        await Settle(actor);
        Clock.Advance(Second);

        (await probe.Expect<string>()).ShouldBe("new");
    }

    [Fact]
    public async Task A_restart_cancels_all_timers_even_their_queued_messages()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        bool first = true;
        var actor = Start(a =>
        {
            bool mine = first;
            first = false;
            a.OnStart = () =>
            {
                if (mine)
                    a.Timers.StartPeriodicTimer("key", "tick", Second);
            };
            a.OnAsync<int>(async _ =>
            {
                await gate.Task;
                throw new DeliberateException();
            });
            a.On<string>(m => probe.Ref.Tell(m));
        });
        await Settle(actor);

        actor.Tell(1);
        Clock.Advance(Second * 3);
        gate.SetResult();
        await Settle(actor);
        Clock.Advance(Second * 3);
        await Settle(actor);

        await probe.ExpectNothing();
        Clock.PendingTimers.ShouldBe(0);
    }

    [Fact]
    public async Task A_stop_cancels_all_timers()
    {
        var actor = Start(a => a.OnStart = () => a.Timers.StartPeriodicTimer("key", "tick", Second));
        var letters = Listening<AllDeadLetters>();
        await Settle(actor);

        await actor.GracefulStop(Second * 100);
        Clock.Advance(Second * 10);

        Clock.PendingTimers.ShouldBe(0);
        await letters.ExpectNothing();
    }

    [Fact]
    public async Task A_period_of_zero_is_an_error()
    {
        var failure = new TaskCompletionSource<Exception?>();
        Start(a => a.OnStart = () => failure.SetResult(Record.Exception(() => a.Timers.StartPeriodicTimer("key", "tick", TimeSpan.Zero))));

        (await failure.Task).ShouldBeOfType<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task The_receive_timeout_comes_after_silence_and_every_message_restarts_it()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnStart = () => a.Around.SetReceiveTimeout(Second);
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("silence"));
            a.On<int>(_ => { });
            a.On<Passing>(_ => a.From.Tell(new Settled(), a.Me));
        });
        await Waits();

        for (int i = 0; i < 5; i++)
        {
            Clock.Advance(Second * 0.9);
            actor.Tell(i);
            await Waits();
        }

        await probe.ExpectNothing();
        Clock.Advance(Second);
        (await probe.Expect<string>()).ShouldBe("silence");
        await Waits();
        Clock.Advance(Second);
        (await probe.Expect<string>()).ShouldBe("silence");

        // The timer of the message before is set by now; a message that counts would be answered before its own is.
        Task Waits() => actor.Ask<Settled>(new Passing()).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_receive_timeout_ends_when_set_to_null()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.OnStart = () => a.Around.SetReceiveTimeout(Second);
            a.On<ReceiveTimeout>(_ => probe.Ref.Tell("silence"));
            a.On<int>(_ => a.Around.SetReceiveTimeout(null));
        });
        actor.Tell(0);
        await Settle(actor);

        Clock.Advance(Second * 10);
        await Settle(actor);

        await probe.ExpectNothing();
    }
}
