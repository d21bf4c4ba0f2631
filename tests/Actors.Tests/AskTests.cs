namespace MandelActors.Actors.Tests;

public sealed class AskTests : ActorTest
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_answer_comes_back() =>
        (await Start(a => a.On<int>(n => a.From.Tell(n + 1, a.Me))).Ask<int>(41, Second)).ShouldBe(42);

    [Fact]
    public async Task Without_an_answer_in_time_it_times_out()
    {
        var silent = Start(a => a.On<int>(_ => { }));

        var answer = silent.Ask<int>(1, Second);
        Clock.Advance(Second - TimeSpan.FromTicks(1));
        answer.IsCompleted.ShouldBeFalse();
        Clock.Advance(TimeSpan.FromTicks(1));

        await Should.ThrowAsync<AskTimeoutException>(answer);
    }

    [Fact]
    public async Task Asking_a_stopped_actor_times_out_and_the_question_is_a_dead_letter()
    {
        var dead = Start(_ => { });
        await dead.GracefulStop(Second);
        var letters = Listening<DeadLetter>();

        var answer = dead.Ask<int>("anyone?", Second);
        (await letters.Expect<DeadLetter>()).Message.ShouldBe("anyone?");
        Clock.Advance(Second);

        await Should.ThrowAsync<AskTimeoutException>(answer);
    }

    [Fact]
    public async Task A_status_failure_throws_its_cause()
    {
        var actor = Start(a => a.On<int>(_ => a.From.Tell(new Status.Failure(new DeliberateException()), a.Me)));

        await Should.ThrowAsync<DeliberateException>(actor.Ask<string>(1, Second));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error()
    {
        var actor = Start(a => a.On<int>(_ => a.From.Tell("text", a.Me)));

        await Should.ThrowAsync<ArgumentException>(actor.Ask<int>(1, Second));
    }

    [Fact]
    public async Task A_cancelled_question_is_cancelled()
    {
        using var source = new CancellationTokenSource();
        var answer = Start(a => a.On<int>(_ => { })).Ask<int>(1, source.Token);

        await source.CancelAsync();

        await Should.ThrowAsync<TaskCanceledException>(answer);
    }

    [Fact]
    public async Task A_second_answer_is_a_dead_letter()
    {
        var letters = Listening<DeadLetter>();
        var actor = Start(a => a.On<int>(_ =>
        {
            a.From.Tell("first", a.Me);
            a.From.Tell("second", a.Me);
        }));

        (await actor.Ask<string>(1, Second)).ShouldBe("first");
        (await letters.Expect<DeadLetter>()).Message.ShouldBe("second");
    }

    [Fact]
    public async Task An_answered_question_leaves_no_timer_behind()
    {
        var actor = Start(a => a.On<int>(n => a.From.Tell(n, a.Me)));

        for (int i = 0; i < 100; i++)
            await actor.Ask<int>(i, Second);

        Clock.PendingTimers.ShouldBe(0);
    }
}
