using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Registry;
using static MandelActors.Protocol.Registry.RegistryProtocol;

namespace MandelActors.Protocol.Tests.Registry;

/// <summary>What the registry decides.</summary>
public class RegistryStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 30, 15, 250, TimeSpan.Zero);
    private static readonly JobId Job = new("seahorse-1");
    private static readonly JobOrder Order = new("tonight", "seahorse", "{}", "abc", "mandelbrot-zoom", 300, 0, 299, true, 0, [], null, 0, 0);
    private static readonly JobOutcome Outcome = new(JobEnd.Completed, 300, 0, 1, null, null, null, 0);

    private readonly RegistryState _state = new();

    public static TheoryData<JobOrder, string> OtherOrders => new()
    {
        { Order with { Identity = "def" }, "scene" },
        { Order with { LastFrame = 200 }, "0..299" },
        { Order with { Film = false }, "film" },
        { Order with { Key = "tomorrow" }, "another key" },
    };

    [Fact]
    public void A_repeated_order_is_the_same_job_and_changes_nothing()
    {
        Tell(new AdmitJob(Job, Order)).ShouldBe(new AdmissionAccepted(Job, true));

        var repeated = _state.Decide(new AdmitJob(Job, Order with { Priority = 7, Name = "renamed" }), Now);

        repeated.ShouldBe(new RegistryDecision(new AdmissionAccepted(Job, false)));
    }

    [Theory]
    [MemberData(nameof(OtherOrders))]
    public void Another_order_under_a_known_key_is_refused_with_the_difference(JobOrder other, string difference)
    {
        Tell(new AdmitJob(Job, Order));

        var decision = _state.Decide(new AdmitJob(Job, other), Now);

        decision.Event.ShouldBeNull();
        decision.Reply.ShouldBeOfType<AdmissionRejected>().Reason.ShouldContain(difference);
    }

    [Fact]
    public void A_job_ends_once_until_it_is_reopened()
    {
        Tell(new AdmitJob(Job, Order));
        Tell(new EndJob(Job, Outcome));
        _state.Decide(new EndJob(Job, Outcome), Now).Event.ShouldBeNull();
        _state.Find(Job)!.Outcome.ShouldBe(Outcome);

        Tell(new ReopenJob(Job));

        _state.Find(Job)!.Outcome.ShouldBeNull();
        _state.Decide(new ReopenJob(Job), Now).Event.ShouldBeNull();
    }

    [Fact]
    public void Jobs_are_listed_in_the_order_in_which_they_came()
    {
        foreach (string name in (string[])["c", "a", "b"]) Tell(new AdmitJob(new JobId(name), Order));

        _state.Jobs.Select(job => job.Job.Value).ShouldBe(["c", "a", "b"]);
    }

    [Fact]
    public void What_nobody_took_on_is_unknown()
    {
        _state.Decide(new EndJob(Job, Outcome), Now).ShouldBe(new RegistryDecision(new JobUnknown(Job)));
        _state.Decide(new ReopenJob(Job), Now).ShouldBe(new RegistryDecision(new JobUnknown(Job)));
    }

    private IRegistryReply Tell(IRegistryCommand command)
    {
        var decision = _state.Decide(command, Now);
        if (decision.Event is { } change) _state.Evolve(change);
        return decision.Reply;
    }
}
