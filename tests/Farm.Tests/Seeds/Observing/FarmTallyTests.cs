using MandelActors.Farm.Seeds.Observing;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Testing;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Tests.Seeds.Observing;

public sealed class FarmTallyTests
{
    private static readonly JobId Job = new("0123456789abcdef0123");
    private static readonly JobId Other = new("0123456789abcdef0124");
    private static readonly FrameNumber Frame = new(7);
    private static readonly DeviceId Device = new("rack1/cpu");
    private static readonly WorkerId Worker = new("rack1/life/worker-1");

    private readonly FarmTally _tally = new(new ManualTimeProvider());

    public FarmTallyTests() => _tally.Note(Joined("rack1"));

    [Fact]
    public void A_frame_that_is_granted_for_the_first_time_is_no_retry()
    {
        Lease(1);

        _tally.Retries.ShouldAllBe(entry => entry.Count == 0);
        _tally.Devices.Single().Leases.ShouldBe(1);
    }

    [Theory]
    [InlineData(nameof(RetryReason.Failed))]
    [InlineData(nameof(RetryReason.Lost))]
    [InlineData(nameof(RetryReason.Returned))]
    [InlineData(nameof(RetryReason.Damaged))]
    [InlineData(nameof(RetryReason.Asked))]
    [InlineData(nameof(RetryReason.Interrupted))]
    public void A_frame_that_is_granted_again_is_counted_once_under_its_reason(string reason)
    {
        Lease(1);
        foreach (var change in Loss(Enum.Parse<RetryReason>(reason))) _tally.Note(Job, change);
        _tally.Devices.Single().Leases.ShouldBe(0);
        Lease(2);
        Complete(2);
        Lease(3);

        _tally.Retries.Where(entry => entry.Count > 0).ShouldBe([(Enum.Parse<RetryReason>(reason), 1L)]);
    }

    [Fact]
    public void A_frame_that_was_set_aside_is_not_wanted_again()
    {
        Lease(1);
        _tally.Note(Job, new FrameFailed(Frame, new Attempt(1), Device, "it broke", default));
        _tally.Note(Job, new FrameQuarantined(Frame, 3, "it broke", default));
        Lease(2);

        _tally.Retries.ShouldAllBe(entry => entry.Count == 0);
        (_tally.Totals.Failed, _tally.Totals.Quarantined).ShouldBe((1, 1));
    }

    [Fact]
    public void A_late_result_is_stale_and_leaves_the_lease_alone()
    {
        Lease(2);
        _tally.Note(Job, new AttemptRejected(Frame, new Attempt(1)));

        (_tally.Totals.Stale, _tally.Totals.Completed, _tally.Devices.Single().Leases).ShouldBe((1, 0, 1));
    }

    [Fact]
    public void Demand_is_what_a_device_did_not_get_of_the_job_it_asked_for_most()
    {
        _tally.Note(new FramesAsked(Job, Device, 8, 3));
        _tally.Note(new FramesAsked(Other, Device, 8, 0));
        _tally.Demand.ShouldBe(8);

        _tally.Note(new JobLetGo(Other));
        _tally.Demand.ShouldBe(5);

        _tally.Note(new FramesAsked(Job, Device, 5, 5));
        _tally.Demand.ShouldBe(0);
        (_tally.Totals.Requested, _tally.Totals.Granted).ShouldBe((21, 8));
    }

    [Fact]
    public void What_is_measured_of_a_node_goes_with_it()
    {
        _tally.Note(Joined("rack1", "rack2"));
        _tally.Note(new FramesAsked(Job, Device, 8, 3));
        _tally.Note(new DeviceWorked(Job, Device, TimeSpan.FromSeconds(2)));
        _tally.Devices.Single(device => device.Device == Device).BusySeconds.ShouldBe(2);

        _tally.Note(Joined("rack2"));

        _tally.Devices.Select(device => device.Device.Value).ShouldBe(["rack2/cpu"]);
        (_tally.Demand, _tally.Nodes.Nodes.Count).ShouldBe((0, 1));
    }

    [Fact]
    public void A_node_is_counted_once_for_each_of_its_lives()
    {
        _tally.Note(Joined("rack1"));
        _tally.Note(Joined());
        _tally.Note(new NodesChanged(new NodeList([NodeOf("rack1", "second")])));

        _tally.Totals.Joined.ShouldBe(2);
    }

    [Fact]
    public void The_end_of_a_term_forgets_what_holds_and_keeps_what_was_counted()
    {
        Lease(1);
        Complete(1);
        Lease(2);

        _tally.EndTerm();

        (_tally.Devices.Count, _tally.Nodes.Nodes.Count, _tally.Totals.Completed).ShouldBe((0, 0, 1));
        _tally.HolderOf(Job, Frame).ShouldBeNull();
    }

    private static IJobEvent[] Loss(RetryReason reason) => reason switch
    {
        RetryReason.Failed => [new FrameFailed(Frame, new Attempt(1), Device, "it broke", default)],
        RetryReason.Lost => [new LeaseReleased(Frame, new Attempt(1)) { WorkerVanished = true }],
        RetryReason.Returned => [new LeaseReleased(Frame, new Attempt(1))],
        RetryReason.Damaged => [Completed(1), new FrameInvalidated(Frame, "a bit is wrong", default)],
        RetryReason.Asked => [new FrameFailed(Frame, new Attempt(1), Device, "it broke", default), new FrameQuarantined(Frame, 3, "it broke", default), new FrameRetried(Frame, default)],
        _ => [new Protocol.Jobs.JobProtocol.JobOpened(2, default)],
    };

    private static FrameCompleted Completed(long attempt) => new(Frame, new Attempt(attempt), default, 100, Device, "cpu", 5, default);

    private static NodesChanged Joined(params string[] nodes) => new(new NodeList([.. nodes.Select(node => NodeOf(node, "first"))]));

    private static NodeView NodeOf(string node, string life) => new(node, life, [], default, [new NodeDeviceView($"{node}/cpu", "cpu", "a processor", "ready")]);

    private void Lease(long attempt) => _tally.Note(Job, new FrameLeased(Frame, new Attempt(attempt), Worker, Device));

    private void Complete(long attempt) => _tally.Note(Job, Completed(attempt));
}
