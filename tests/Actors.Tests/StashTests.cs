namespace MandelActors.Actors.Tests;

public sealed class StashTests : ActorTest
{
    [Fact]
    public async Task Unstashed_messages_come_before_the_mailbox_in_their_order_with_their_senders()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(
                _ =>
                {
                    a.Stash.UnstashAll();
                    a.Turn(() => a.On<int>(n => a.From.Tell(n, a.Me)));
                },
                m => m == "open");
            a.On<int>(_ => a.Stash.Stash());
        });

        foreach (object message in new object[] { 1, 2, 3, "open", 4 })
            probe.Send(actor, message);

        (await probe.Expect<int>(4)).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task Unstash_puts_back_the_oldest_only()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            bool open = false;
            a.On<string>(_ =>
            {
                open = true;
                a.Stash.Unstash();
            });
            a.On<int>(n =>
            {
                if (open)
                    probe.Ref.Tell((n, a.Stash.Count));
                else
                    a.Stash.Stash();
            });
        });

        foreach (object message in new object[] { 1, 2, "one" })
            actor.Tell(message);

        (await probe.Expect<(int, int)>()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task One_message_cannot_be_stashed_twice()
    {
        var failure = new TaskCompletionSource<Exception?>();
        var actor = Start(a => a.On<int>(_ =>
        {
            a.Stash.Stash();
            failure.SetResult(Record.Exception(a.Stash.Stash));
        }));

        actor.Tell(1);

        (await failure.Task).ShouldBeOfType<IllegalActorStateException>();
    }

    [Fact]
    public async Task A_full_stash_overflows()
    {
        var failure = new TaskCompletionSource<Exception?>();
        var actor = System.ActorOf(Scripted.Props(a => a.On<int>(n =>
        {
            var thrown = Record.Exception(a.Stash.Stash);
            if (n == 3)
                failure.SetResult(thrown);
        })).WithStashCapacity(2));

        for (int i = 1; i <= 3; i++)
            actor.Tell(i);

        (await failure.Task).ShouldBeOfType<StashOverflowException>();
    }

    [Fact]
    public async Task A_restart_puts_the_stash_back_into_the_mailbox()
    {
        var probe = NewProbe();
        bool first = true;
        var actor = Start(a =>
        {
            bool stashing = first;
            first = false;
            a.On<int>(n =>
            {
                if (stashing)
                    a.Stash.Stash();
                else
                    probe.Ref.Tell(n);
            });
            a.On<string>(m => throw new DeliberateException(m));
        });

        foreach (object message in new object[] { 1, 2, "fail", 3 })
            actor.Tell(message);

        (await probe.Expect<int>(3)).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_stop_makes_the_stash_dead_letters()
    {
        var letters = Listening<DeadLetter>();
        var actor = Start(a => a.On<int>(_ => a.Stash.Stash()));

        actor.Tell(1);
        actor.Tell(PoisonPill.Instance);

        (await letters.Expect<DeadLetter>()).Message.ShouldBe(1);
    }
}
