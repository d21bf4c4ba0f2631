namespace MandelActors.Actors.Tests;

public sealed class PipeToTests : ActorTest
{
    [Fact]
    public async Task A_result_arrives_as_a_message_with_the_given_sender()
    {
        var (probe, sender) = (NewProbe(), NewProbe());

        await Task.FromResult(42).PipeTo(probe.Ref, sender.Ref);

        (await probe.Expect<int>()).ShouldBe(42);
        probe.LastSender.ShouldBe(sender.Ref);
    }

    [Fact]
    public async Task A_failure_arrives_as_status_failure()
    {
        var probe = NewProbe();

        await Task.FromException<int>(new DeliberateException()).PipeTo(probe.Ref);

        (await probe.Expect<Status.Failure>()).Cause.ShouldBeOfType<DeliberateException>();
    }

    [Fact]
    public async Task Outcomes_are_translated_where_asked()
    {
        var probe = NewProbe();

        await Task.FromResult(1).PipeTo(probe.Ref, success: n => $"got {n}");
        await Task.FromException<int>(new DeliberateException("bad")).PipeTo(probe.Ref, failure: e => e.Message);
        await Task.CompletedTask.PipeTo(probe.Ref, success: () => "done");

        (await probe.Expect<string>(3)).ShouldBe(["got 1", "bad", "done"]);
    }

    [Fact]
    public async Task A_task_without_result_sends_nothing_on_success()
    {
        var probe = NewProbe();

        await Task.CompletedTask.PipeTo(probe.Ref);

        await probe.ExpectNothing();
    }
}
