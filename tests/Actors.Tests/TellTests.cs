namespace MandelActors.Actors.Tests;

public sealed class TellTests : ActorTest
{
    [Fact]
    public async Task Messages_of_each_sender_arrive_in_its_order_under_many_senders()
    {
        const int senders = 16;
        const int each = 2000;
        var probe = NewProbe();
        var collector = Start(a => a.On<(int Sender, int Number)>(m => probe.Ref.Tell(m)));

        await Parallel.ForAsync(0, senders, (sender, _) =>
        {
            for (int i = 0; i < each; i++)
                collector.Tell((sender, i));
            return ValueTask.CompletedTask;
        });

        var arrived = await probe.Expect<(int Sender, int Number)>(senders * each);
        for (int sender = 0; sender < senders; sender++)
            arrived.Where(m => m.Sender == sender).Select(m => m.Number).ShouldBe(Enumerable.Range(0, each));
    }

    [Fact]
    public async Task One_message_at_a_time_is_handled()
    {
        int inside = 0;
        int most = 0;
        var actor = Start(a => a.On<int>(_ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Interlocked.Decrement(ref inside);
        }));

        await Parallel.ForAsync(0, 8, (_, _) =>
        {
            for (int i = 0; i < 1000; i++)
                actor.Tell(i);
            return ValueTask.CompletedTask;
        });
        await Settle(actor);

        most.ShouldBe(1);
    }

    [Fact]
    public async Task Within_an_actor_the_sender_is_that_actor()
    {
        var probe = NewProbe();
        var actor = Start(a => a.On<string>(m => probe.Ref.Tell(m)));

        actor.Tell("hello");

        (await probe.Expect<string>()).ShouldBe("hello");
        probe.LastSender.ShouldBe(actor);
    }

    [Fact]
    public async Task A_forwarded_message_keeps_its_sender()
    {
        var (origin, end) = (NewProbe(), NewProbe());
        var middle = Start(a => a.On<string>(m => end.Ref.Forward(m)));

        origin.Send(middle, "hello");

        await end.Expect<string>();
        end.LastSender.ShouldBe(origin.Ref);
    }

    [Fact]
    public async Task Without_a_sender_the_receiver_sees_the_dead_letters()
    {
        var probe = NewProbe();
        var actor = Start(a => a.On<string>(_ => probe.Ref.Tell(a.From)));

        actor.Tell("hello", ActorRefs.NoSender);

        (await probe.Expect<IActorRef>()).ShouldBe(System.DeadLetters);
    }

    [Fact]
    public void Null_is_no_message() => Should.Throw<InvalidMessageException>(() => NewProbe().Ref.Tell(null!, ActorRefs.NoSender));

    [Fact]
    public async Task A_message_without_handler_is_published_as_unhandled()
    {
        var unhandled = Listening<UnhandledMessage>();
        var probe = NewProbe();
        var actor = Start(_ => { });

        probe.Send(actor, 42);

        var message = await unhandled.Expect<UnhandledMessage>();
        message.Message.ShouldBe(42);
        message.Sender.ShouldBe(probe.Ref);
        message.Recipient.ShouldBe(actor);
    }

    [Fact]
    public async Task No_actor_keeps_the_threads_while_others_have_work()
    {
        var probe = NewProbe();
        IActorRef[] endless = [.. Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => Start(a => a.On<int>(n => a.Me.Tell(n))))];
        foreach (var actor in endless)
            actor.Tell(0);

        var echo = Start(a => a.On<string>(m => a.From.Tell(m)));
        for (int i = 0; i < 20; i++)
        {
            probe.Send(echo, "still here");
            await probe.Expect<string>();
        }

        foreach (var actor in endless)
            System.Stop(actor);
    }
}
