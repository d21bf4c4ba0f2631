namespace MandelActors.Actors.Tests;

public sealed class EventStreamTests : ActorTest
{
    private abstract record Animal;

    private sealed record Cat : Animal;

    private sealed record Dog : Animal;

    [Fact]
    public async Task Subscribers_of_a_type_get_its_subtypes_once()
    {
        var probe = NewProbe();
        System.EventStream.Subscribe(probe.Ref, typeof(Animal)).ShouldBeTrue();
        System.EventStream.Subscribe(probe.Ref, typeof(Cat)).ShouldBeTrue();
        System.EventStream.Subscribe(probe.Ref, typeof(Cat)).ShouldBeFalse();

        System.EventStream.Publish(new Cat());
        System.EventStream.Publish("something else");
        System.EventStream.Publish(new Dog());

        await probe.Expect<Cat>();
        await probe.Expect<Dog>();
    }

    [Fact]
    public async Task After_unsubscribing_nothing_comes()
    {
        var probe = NewProbe();
        System.EventStream.Subscribe(probe.Ref, typeof(Animal));

        System.EventStream.Unsubscribe(probe.Ref, typeof(Animal)).ShouldBeTrue();
        System.EventStream.Unsubscribe(probe.Ref).ShouldBeFalse();
        System.EventStream.Publish(new Cat());

        await probe.ExpectNothing();
    }

    [Fact]
    public async Task A_full_listener_of_dead_letters_does_not_make_more_of_them()
    {
        var gate = new TaskCompletionSource();
        var probe = NewProbe();
        var listener = System.ActorOf(Scripted.Props(a =>
        {
            a.OnAsync<string>(_ => gate.Task);
            a.On<DeadLetter>(letter => probe.Ref.Tell(letter.Message));
        }).WithMailbox("three"));
        listener.Tell("busy");
        System.EventStream.Subscribe(listener, typeof(DeadLetter));

        for (int i = 0; i < 10; i++)
            System.DeadLetters.Tell(i);
        gate.SetResult();

        (await probe.Expect<int>()).ShouldBe(0);
    }

    [Fact]
    public async Task A_stopped_subscriber_is_forgotten()
    {
        var actor = Start(_ => { });
        System.EventStream.Subscribe(actor, typeof(Animal));
        await actor.GracefulStop(TimeSpan.FromDays(1));
        var letters = Listening<DeadLetter>();

        System.EventStream.Publish(new Cat());

        System.EventStream.Unsubscribe(actor).ShouldBeFalse();
        await letters.ExpectNothing();
    }
}
