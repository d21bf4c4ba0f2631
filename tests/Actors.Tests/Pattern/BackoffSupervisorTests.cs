using MandelActors.Actors.Pattern;

namespace MandelActors.Actors.Tests.Pattern;

public sealed class BackoffSupervisorTests : ActorTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Tells the probe of each start; fails on a string, stops on false, answers numbers.</summary>
    private static Props Child(TestProbe probe) => Scripted.Props(c =>
    {
        c.OnStart = () => probe.Ref.Tell("start");
        c.On<string>(m => throw new DeliberateException(m));
        c.On<bool>(_ => c.Around.Stop(c.Me));
        c.On<int>(n => c.From.Tell(n, c.Me));
    });

    private static BackoffOptions OnFailure(TestProbe probe, int retries = -1) =>
        Backoff.OnFailure(Child(probe), "child", Second, Second * 8, randomFactor: 0, retries);

    /// <summary>Waits until the supervisor pauses: its child is gone.</summary>
    private static async Task Paused(IActorRef supervisor)
    {
        while (!(await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance).WaitAsync(Patience)).Ref.IsNobody())
            await Task.Yield();
    }

    private static async Task<int> RestartsOf(IActorRef supervisor) =>
        (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance).WaitAsync(Patience)).Count;

    [Fact]
    public async Task Each_pause_is_twice_the_last_up_to_the_longest()
    {
        var probe = NewProbe();
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure(probe).WithManualReset()));
        await probe.Expect<string>();

        foreach (int seconds in new[] { 1, 2, 4, 8, 8 })
        {
            supervisor.Tell("fail");
            await Paused(supervisor);
            Clock.Advance(Second * seconds - TimeSpan.FromTicks(1));
            await Paused(supervisor);
            await probe.ExpectNothing();
            Clock.Advance(TimeSpan.FromTicks(1));
            await probe.Expect<string>();
        }
    }

    [Fact]
    public async Task A_child_that_lived_long_enough_is_forgiven()
    {
        var probe = NewProbe();
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure(probe).WithAutoReset(Second * 10)));
        await probe.Expect<string>();
        for (int i = 0; i < 3; i++)
        {
            supervisor.Tell("fail");
            await Paused(supervisor);
            Clock.Advance(Second * 4);
            await probe.Expect<string>();
        }

        // The child tells of its start before the supervisor has set the timer: what that answers, it answers afterwards.
        (await RestartsOf(supervisor)).ShouldBe(3);
        Clock.Advance(Second * 10);

        (await RestartsOf(supervisor)).ShouldBe(0);
    }

    [Fact]
    public async Task After_too_many_failures_it_gives_up()
    {
        var probe = NewProbe();
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure(probe, retries: 2).WithManualReset()));
        var watcher = NewProbe(supervisor);
        await probe.Expect<string>();
        for (int i = 0; i < 2; i++)
        {
            supervisor.Tell("fail");
            await Paused(supervisor);
            Clock.Advance(Second * 8);
            await probe.Expect<string>();
        }

        supervisor.Tell("fail");

        await watcher.ExpectTerminated(supervisor);
    }

    [Fact]
    public async Task A_child_that_stops_by_itself_ends_a_supervisor_of_failures()
    {
        var probe = NewProbe();
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure(probe)));
        var watcher = NewProbe(supervisor);

        supervisor.Tell(false);

        await watcher.ExpectTerminated(supervisor);
    }

    [Fact]
    public async Task A_supervisor_of_stops_starts_a_stopped_child_again()
    {
        var probe = NewProbe();
        var supervisor = System.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Child(probe), "child", Second, Second * 8, randomFactor: 0, maxNrOfRetries: -1)));
        await probe.Expect<string>();

        supervisor.Tell(false);
        await Paused(supervisor);
        Clock.Advance(Second);

        (await probe.Expect<string>()).ShouldBe("start");
    }

    [Fact]
    public async Task Messages_pass_through_with_their_sender_and_during_a_pause_become_dead_letters()
    {
        var letters = Listening<DeadLetter>();
        var (starts, probe) = (NewProbe(), NewProbe());
        var supervisor = System.ActorOf(BackoffSupervisor.Props(OnFailure(starts)));

        probe.Send(supervisor, 5);
        (await probe.Expect<int>()).ShouldBe(5);
        supervisor.Tell("fail");
        await Paused(supervisor);
        probe.Send(supervisor, 6);

        var letter = await letters.Expect<DeadLetter>();
        letter.Message.ShouldBe(6);
        letter.Sender.ShouldBe(probe.Ref);
    }

    [Fact]
    public async Task A_random_share_is_added_to_the_pause()
    {
        var probe = NewProbe();
        var supervisor = System.ActorOf(BackoffSupervisor.Props(
            Backoff.OnFailure(Child(probe), "child", Second, Second * 8, randomFactor: 0.5, maxNrOfRetries: -1)));
        await probe.Expect<string>();

        supervisor.Tell("fail");
        await Paused(supervisor);
        Clock.Advance(Second * 1.5);

        (await probe.Expect<string>()).ShouldBe("start");
    }
}
