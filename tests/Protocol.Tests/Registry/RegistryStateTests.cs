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
        { Order with { Priority = 7 }, "priority 0, not 7" },
        { Order with { RequireTags = ["fast"] }, "requires no tag, not the tags fast" },
        { Order with { MaxDevices = 2 }, "all devices, not 2 devices at most" },
        { Order with { MinFrameSeconds = 0.5 }, "seconds a frame" },
    };

    [Fact]
    public void A_repeated_order_is_the_same_job_and_changes_nothing()
    {
        Tell(new AdmitJob(Job, Order)).ShouldBe(new AdmissionAccepted(Job, true));

        var repeated = _state.Decide(new AdmitJob(Job, Order with { Name = "renamed" }), Now);

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
    public void The_same_tags_in_another_order_are_the_same()
    {
        Tell(new AdmitJob(Job, Order with { RequireTags = ["fast", "big"] }));

        Tell(new AdmitJob(Job, Order with { RequireTags = ["big", "fast"] })).ShouldBe(new AdmissionAccepted(Job, false));
    }

    [Fact]
    public void A_job_that_was_prioritised_is_still_the_one_that_was_submitted()
    {
        Tell(new AdmitJob(Job, Order));

        Tell(new PrioritiseJob(Job, 7)).ShouldBe(RegistryAccepted.Instance);

        _state.Find(Job)!.Priority.ShouldBe(7);
        _state.Decide(new PrioritiseJob(Job, 7), Now).Event.ShouldBeNull();
        Tell(new AdmitJob(Job, Order)).ShouldBe(new AdmissionAccepted(Job, false));
    }

    [Fact]
    public void A_job_is_removed_once_it_is_over_and_not_before()
    {
        Tell(new AdmitJob(Job, Order));
        Tell(new RemoveJob(Job)).ShouldBe(new RemovalRejected(Job));
        Tell(new EndJob(Job, Outcome));

        Tell(new RemoveJob(Job)).ShouldBe(RegistryAccepted.Instance);

        _state.Jobs.ShouldBeEmpty();
        _state.Removed.ShouldBe([Job]);
        _state.Decide(new RemoveJob(Job), Now).ShouldBe(new RegistryDecision(RegistryAccepted.Instance));
    }

    [Fact]
    public void The_key_of_a_removed_job_makes_a_job_of_another_id_that_is_found_by_it_again()
    {
        foreach (string id in (string[])["seahorse-1", "seahorse-1-2", "seahorse-1-3"])
        {
            Tell(new AdmitJob(Job, Order)).ShouldBe(new AdmissionAccepted(new JobId(id), true));
            Tell(new AdmitJob(Job, Order)).ShouldBe(new AdmissionAccepted(new JobId(id), false));
            Tell(new EndJob(new JobId(id), Outcome));
            Tell(new RemoveJob(new JobId(id)));
        }
    }

    [Fact]
    public void A_job_that_is_not_over_is_removed_only_where_nobody_works_for_it_any_more()
    {
        Tell(new AdmitJob(Job, Order));

        Tell(new RemoveJob(Job)).ShouldBe(new RemovalRejected(Job));
        Tell(new RemoveJob(Job) { IsLetGo = true }).ShouldBe(RegistryAccepted.Instance);

        _state.Find(Job).ShouldBeNull();
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
        _state.Decide(new PrioritiseJob(Job, 1), Now).ShouldBe(new RegistryDecision(new JobUnknown(Job)));
        _state.Decide(new RemoveJob(Job), Now).ShouldBe(new RegistryDecision(new JobUnknown(Job)));
    }

    private IRegistryReply Tell(IRegistryCommand command)
    {
        var decision = _state.Decide(command, Now);
        if (decision.Event is { } change) _state.Evolve(change);
        return decision.Reply;
    }
}
