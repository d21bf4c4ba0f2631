namespace MandelActors.Actors.Tests;

public sealed class ReceiveTests : ActorTest
{
    [Fact]
    public async Task The_first_handler_that_fits_takes_the_message()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<int>(_ => probe.Ref.Tell("small"), n => n < 10);
            a.OnFunc<int>(n =>
            {
                if (n >= 100)
                    return false;
                probe.Ref.Tell("medium");
                return true;
            });
            a.On<int>(_ => probe.Ref.Tell("large"));
            a.OnAny(_ => probe.Ref.Tell("other"));
        });

        foreach (object message in new object[] { 5, 50, 500, "x" })
            actor.Tell(message);

        (await probe.Expect<string>(4)).ShouldBe(["small", "medium", "large", "other"]);
    }

    [Fact]
    public async Task A_base_type_handler_takes_derived_messages()
    {
        var probe = NewProbe();
        var actor = Start(a => a.On<Exception>(e => probe.Ref.Tell(e.Message)));

        actor.Tell(new DeliberateException("derived"));

        (await probe.Expect<string>()).ShouldBe("derived");
    }

    [Fact]
    public async Task Become_replaces_and_stacking_returns()
    {
        var probe = NewProbe();
        var actor = Start(a =>
        {
            a.On<string>(_ => a.Turn(() => a.On<string>(_ => a.TurnStacked(() => a.On<string>(_ =>
            {
                probe.Ref.Tell("top");
                a.TurnBack();
            })))), s => s == "go");
            a.On<string>(_ => probe.Ref.Tell("first"));
        });

        actor.Tell("x");      // first
        actor.Tell("go");     // becomes the middle one
        actor.Tell("x");      // the middle one stacks the top
        actor.Tell("x");      // top, and back to the middle
        actor.Tell("x");      // the middle one stacks the top
        actor.Tell("x");      // top again

        (await probe.Expect<string>(3)).ShouldBe(["first", "top", "top"]);
    }

    [Fact]
    public async Task The_first_behaviour_cannot_be_taken_away()
    {
        var probe = NewProbe();
        var actor = Start(a => a.On<string>(_ =>
        {
            a.TurnBack();
            probe.Ref.Tell("still");
        }));

        actor.Tell("x");
        actor.Tell("x");

        (await probe.Expect<string>(2)).ShouldBe(["still", "still"]);
    }

    [Fact]
    public async Task A_behaviour_chosen_in_the_constructor_is_the_one_that_receives()
    {
        var probe = NewProbe();
        var actor = Start(a => a.Turn(() => a.On<string>(_ => probe.Ref.Tell("chosen"))));

        actor.Tell("x");

        (await probe.Expect<string>()).ShouldBe("chosen");
    }

    [Fact]
    public async Task Handlers_after_ReceiveAny_are_an_error()
    {
        var failure = new TaskCompletionSource<Exception?>();
        Start(a =>
        {
            a.OnAny(_ => { });
            failure.SetResult(Record.Exception(() => a.On<int>(_ => { })));
        });

        (await failure.Task).ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public async Task Handlers_outside_constructor_and_become_are_an_error()
    {
        var failure = new TaskCompletionSource<Exception?>();
        var actor = Start(a => a.On<string>(_ => failure.SetResult(Record.Exception(() => a.On<int>(_ => { })))));

        actor.Tell("x");

        (await failure.Task).ShouldBeOfType<InvalidOperationException>();
    }
}
