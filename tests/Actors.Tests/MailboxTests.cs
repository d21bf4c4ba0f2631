namespace MandelActors.Actors.Tests;

public sealed class MailboxTests : ActorTest
{
    /// <summary>An actor with a mailbox for three messages, inside a handler until the gate opens.</summary>
    private async Task<IActorRef> Busy(TestProbe probe, Task gate, Action<Scripted>? more = null)
    {
        var actor = System.ActorOf(Scripted.Props(a =>
        {
            a.OnAsync<string>(async _ =>
            {
                probe.Ref.Tell("busy");
                await gate;
            });
            a.On<int>(n => probe.Ref.Tell(n));
            more?.Invoke(a);
        }).WithMailbox("three"));
        actor.Tell("work");
        await probe.Expect<string>();
        return actor;
    }

    [Fact]
    public async Task What_a_full_mailbox_cannot_hold_is_a_dead_letter_and_nobody_is_blocked()
    {
        var letters = Listening<DeadLetter>();
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var actor = await Busy(probe, gate.Task);

        for (int i = 1; i <= 5; i++)
            actor.Tell(i);

        (await letters.Expect<DeadLetter>()).Message.ShouldBe(4);
        (await letters.Expect<DeadLetter>()).Message.ShouldBe(5);
        gate.SetResult();
        (await probe.Expect<int>(3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_mailbox_has_room_again_for_what_was_taken_out()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var actor = await Busy(probe, gate.Task);
        gate.SetResult();

        for (int i = 0; i < 100; i++)
        {
            actor.Tell(i);
            (await probe.Expect<int>()).ShouldBe(i);
        }
    }

    [Fact]
    public async Task Kernel_notices_fit_into_a_full_mailbox()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var friend = Start(_ => { });
        var actor = await Busy(probe, gate.Task, a =>
        {
            a.OnStart = () =>
            {
                a.Around.Watch(friend);
                a.Timers.StartSingleTimer("key", 99, TimeSpan.FromSeconds(1));
            };
            a.On<Terminated>(_ => probe.Ref.Tell(-1));
        });

        for (int i = 1; i <= 3; i++)
            actor.Tell(i);
        await friend.GracefulStop(TimeSpan.FromDays(1));
        Clock.Advance(TimeSpan.FromSeconds(1));
        gate.SetResult();

        (await probe.Expect<int>(5)).Order().ShouldBe([-1, 1, 2, 3, 99]);
    }

    [Fact]
    public async Task A_poison_pill_fits_into_a_full_mailbox()
    {
        var (probe, gate) = (NewProbe(), new TaskCompletionSource());
        var actor = await Busy(probe, gate.Task);

        for (int i = 1; i <= 3; i++)
            actor.Tell(i);
        actor.Tell(PoisonPill.Instance);
        probe.Watch(actor);
        gate.SetResult();

        (await probe.Expect<int>(3)).ShouldBe([1, 2, 3]);
        await probe.ExpectTerminated(actor);
    }

    [Fact]
    public void A_mailbox_nobody_configured_is_an_error_that_names_those_there_are()
    {
        var props = Scripted.Props(_ => { }).WithMailbox("none");

        Should.Throw<ArgumentException>(() => System.ActorOf(props)).Message.ShouldContain("three");
    }
}
