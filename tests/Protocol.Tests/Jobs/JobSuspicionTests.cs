using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>Who is to blame: the device, or the frame.</summary>
public class JobSuspicionTests
{
    private static readonly DeviceId Bad = new("rack1/gpu"), Good = new("rack2/gpu");
    private readonly JobScript _job = new(frames: 40, new JobLimits(3) { FramesPerDevice = 3, MinFrameMilliseconds = 2 });

    [Fact]
    public void A_device_that_alone_fails_at_many_frames_gets_no_more_while_others_do()
    {
        for (int i = 0; i < 3; i++) FailOn(Bad, Take(Bad));

        _job.Send(Request(Bad)).ShouldBeOfType<NoFrames>().Reason.ShouldContain("set aside");
        _job.Send(Request(Good)).ShouldBeOfType<FramesGranted>();
        _job.State.SetAsideBecause(Bad).ShouldNotBeNull().ShouldContain("kernel crashed");
    }

    [Fact]
    public void The_last_device_there_is_goes_on_whatever_it_did()
    {
        for (int i = 0; i < 3; i++) FailOn(Bad, Take(Bad));

        _job.Send(Request(Bad) with { IsLastResort = true }).ShouldBeOfType<FramesGranted>();
    }

    [Fact]
    public void A_device_without_others_beside_it_is_never_set_aside()
    {
        for (int i = 0; i < 5; i++) _job.Send(new FailFrame(Take(Bad).Frame, _job.State.CurrentAttempt(new FrameNumber(i))!.Value, Bad, "kernel crashed", 1));

        _job.State.SetAsideBecause(Bad).ShouldBeNull();
    }

    [Fact]
    public void Failures_among_many_successes_are_forgiven()
    {
        for (int i = 0; i < 20; i++) Complete(Take(Bad), Bad);
        for (int i = 0; i < 4; i++) FailOn(Bad, Take(Bad));

        _job.State.SetAsideBecause(Bad).ShouldBeNull();
    }

    [Fact]
    public void Frames_that_fail_everywhere_are_no_fault_of_the_device()
    {
        for (int i = 0; i < 6; i++)
        {
            _job.Send(new SelectFrames(new FrameNumber(i), new FrameNumber(i)));
            FailOn(Bad, Take(Bad));
            FailOn(Good, Take(Good));
        }

        _job.State.SetAsideBecause(Bad).ShouldBeNull();
        _job.State.SetAsideBecause(Good).ShouldBeNull();
    }

    [Fact]
    public void Asked_to_try_again_a_job_trusts_every_device()
    {
        for (int i = 0; i < 3; i++) FailOn(Bad, Take(Bad));

        _job.Send(new RetryFrames());

        _job.Send(Request(Bad)).ShouldBeOfType<FramesGranted>();
    }

    [Fact]
    public void A_frame_that_workers_vanish_with_is_rendered_alone_then_blamed_then_left_out()
    {
        _job.Send(new SelectFrames(new FrameNumber(0), new FrameNumber(3)));
        for (int life = 0; life < 2; life++) Vanish($"a{life}", Bad, most: 4).ShouldBe(4);

        // Twice four frames went with their worker; from now on each of them goes alone.
        _job.Request("b", 4, devices: 2, device: Good).Count.ShouldBe(1);
        _job.Send(new ReleaseWorker(new WorkerId("b"), 2));
        _job.State.FailuresOf(new FrameNumber(0)).ShouldBe(1);
        for (int frame = 1; frame < 4; frame++) Complete(_job.Request($"c{frame}", 4, devices: 2, device: Good)[0], Good);
        Vanish("d", Bad, most: 4).ShouldBe(1);
        Vanish("e", Good, most: 4).ShouldBe(1);

        _job.State.StatusOf(new FrameNumber(0)).ShouldBe(FrameStatus.Quarantined);
        _job.State.SelectedDone.ShouldBe(3);
    }

    [Fact]
    public void Who_renders_a_suspect_gets_nothing_else()
    {
        _job.Send(new SelectFrames(new FrameNumber(0), new FrameNumber(1)));
        for (int life = 0; life < 2; life++) Vanish($"a{life}", Bad, most: 2);

        _job.Request("b", 2, devices: 2, device: Good).Count.ShouldBe(1);
        _job.Request("b", 2, devices: 2, device: Good).Count.ShouldBe(0);
        _job.Request("c", 2, devices: 2, device: Bad).Count.ShouldBe(1);
    }

    [Fact]
    public void A_frame_that_came_too_fast_has_failed()
    {
        var lease = Take(Good);

        _job.Send(new CompleteFrame(lease.Frame, lease.Attempt, new WorkerId("any"), Good, "gpu", JobScript.HashOf(lease.Frame), 100, 1))
            .ShouldBeOfType<FrameRejected>().Reason.ShouldContain("at least");

        _job.State.StatusOf(lease.Frame).ShouldBe(FrameStatus.Failed);
    }

    private static RequestFrames Request(DeviceId device, int most = 1) => new(new WorkerId(device.Value), device, most, 2);

    private Lease Take(DeviceId device) => ((FramesGranted)_job.Send(Request(device) with { IsLastResort = true })).Leases[0];

    private void FailOn(DeviceId device, Lease lease) =>
        _job.Send(new FailFrame(lease.Frame, lease.Attempt, device, "kernel crashed", 2) { OthersWork = true });

    private void Complete(Lease lease, DeviceId device) =>
        _job.Send(new CompleteFrame(lease.Frame, lease.Attempt, new WorkerId("any"), device, "gpu", JobScript.HashOf(lease.Frame), 100, 5)).ShouldBeOfType<FrameAccepted>();

    private int Vanish(string worker, DeviceId device, int most)
    {
        int granted = _job.Request(worker, most, devices: 2, device: device).Count;
        _job.Send(new ReleaseWorker(new WorkerId(worker), 2));
        return granted;
    }
}
