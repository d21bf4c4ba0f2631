using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>What becomes of the frames of a device that turns out to compute wrongly.</summary>
public class JobTrustTests
{
    private static readonly DeviceId Bad = new("rack1/gpu"), Good = new("rack2/gpu");
    private readonly JobScript _job = new(frames: 20);

    [Fact]
    public void Frames_since_the_last_check_are_wanted_again_and_earlier_ones_stay()
    {
        Complete(Bad, false, true, false, false);

        Distrust();

        Done().ShouldBe([0, 1]);
        _job.Journal.OfType<FrameInvalidated>().ShouldAllBe(entry => entry.IsDistrusted && entry.Why.Contains("13 of 256", StringComparison.Ordinal));
        _job.State.SetAsideBecause(Bad).ShouldBe("13 of 256 values differ");
    }

    [Fact]
    public void A_check_vouches_for_what_was_rendered_before_it_and_not_for_what_was_only_finished_before_it()
    {
        var leases = Request(Bad, 3);
        Complete(Bad, leases[0], false);
        Complete(Bad, leases[2], false);
        Complete(Bad, leases[1], true);

        Distrust();

        Done().ShouldBe([0, 1]);
    }

    [Fact]
    public void Other_devices_keep_their_frames_and_frames_that_nobody_checks_are_not_counted()
    {
        Complete(Good, false, false);
        Complete(Bad, null, null);

        Distrust();

        Done().ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void What_the_device_still_holds_is_taken_from_it()
    {
        var lease = Request(Bad, 1).Single();

        Distrust();

        _job.State.Leased.ShouldBe(0);
        Complete(Bad, lease, false).ShouldBeOfType<FrameRejected>();
        Request(Good, 1).Single().Frame.ShouldBe(lease.Frame);
        _job.Send(new RequestFrames(new WorkerId("w"), Bad, 1, 2)).ShouldBeOfType<NoFrames>().Reason.ShouldContain("13 of 256");
    }

    [Fact]
    public void Other_bytes_of_a_distrusted_frame_are_no_alarm()
    {
        Complete(Bad, false);
        Distrust();

        _job.Complete(Request(Good, 1).Single(), "what it should have been").ShouldBeOfType<FrameAccepted>();

        _job.State.Disputes.ShouldBe(0);
    }

    [Fact]
    public void A_film_of_distrusted_frames_is_no_film_any_more()
    {
        Complete(Bad, [.. Enumerable.Repeat<bool?>(false, 20)]);
        _job.Send(new CompleteJob());
        _job.Send(new RecordFilm("film.mp4", "h264", _job.State.FramesSha256(), JobScript.HashOf(new FrameNumber(0)), 1)).ShouldBeOfType<JobAccepted>();

        Distrust();

        _job.State.Film.ShouldBeNull();
        _job.State.Phase.ShouldBe(JobPhase.Running);
        _job.State.FrameBytes.ShouldBe(0);
    }

    [Fact]
    public void Doubt_survives_a_crash_and_a_snapshot()
    {
        Complete(Bad, true, false, false);
        _job.Crash();
        _job.State.UncheckedFramesOf(Bad).Count.ShouldBe(2);

        var bytes = JobEventSerializer.ToBytes(_job.State.ToSnapshot());
        var restored = JobState.FromSnapshot((JobSnapshot)JobEventSerializer.FromBytes("job-snapshot.v1", bytes));

        restored.UncheckedFramesOf(Bad).ShouldBe(_job.State.UncheckedFramesOf(Bad));
    }

    [Fact]
    public void A_frame_that_is_wanted_again_for_another_reason_is_doubted_no_longer()
    {
        Complete(Bad, false);
        _job.Send(new InvalidateFrame(new FrameNumber(0), JobScript.HashOf(new FrameNumber(0)), "gone"));
        Complete(Good, true);

        Distrust();

        Done().ShouldBe([0]);
    }

    [Fact]
    public void Hearing_it_again_changes_nothing()
    {
        Complete(Bad, false);
        Distrust();
        int written = _job.Journal.Count;

        _job.State.Decide(new DistrustDevice(Bad, "13 of 256 values differ"), default).Events.ShouldBeEmpty();

        _job.Journal.Count.ShouldBe(written);
    }

    private void Distrust() => _job.Send(new DistrustDevice(Bad, "13 of 256 values differ")).ShouldBeOfType<JobAccepted>();

    private IReadOnlyList<Lease> Request(DeviceId device, int most) => _job.Request($"worker on {device}", most, 2, device);

    private void Complete(DeviceId device, params bool?[] crossChecked)
    {
        foreach (bool? passed in crossChecked) Complete(device, Request(device, 1).Single(), passed).ShouldBeOfType<FrameAccepted>();
    }

    private IJobReply Complete(DeviceId device, Lease lease, bool? crossChecked) => _job.Send(
        new CompleteFrame(lease.Frame, lease.Attempt, new WorkerId("any"), device, "gpu", JobScript.HashOf(lease.Frame), 100, 5) { CrossChecked = crossChecked });

    private int[] Done() => [.. _job.State.FinishedFrames().Select(frame => frame.Frame.Value)];
}
