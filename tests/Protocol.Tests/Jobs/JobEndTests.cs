using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

/// <summary>What comes after the last frame: a film that is left, a job brought back, a frame that cannot get its place.</summary>
public class JobEndTests
{
    private readonly JobScript _job = new(frames: 3);

    [Fact]
    public void A_completed_job_is_cancelled_only_while_its_film_is_left()
    {
        Complete();

        _job.Send(new CancelJob("too dear")).ShouldBeOfType<JobRejected>();
        _job.Send(new CancelJob("too dear") { FilmIsLeft = true }).ShouldBeOfType<JobAccepted>();

        (_job.State.Phase, _job.State.Reason, _job.State.Done).ShouldBe((JobPhase.Cancelled, "too dear", 3));
        ShouldBeRemembered();
    }

    [Fact]
    public void A_completed_job_rests_only_while_its_film_is_left_and_goes_on_to_it()
    {
        Complete();

        _job.Send(new PauseJob(PauseCause.User, "later")).ShouldBeOfType<JobRejected>();
        _job.Send(new PauseJob(PauseCause.User, "later") { FilmIsLeft = true }).ShouldBeOfType<JobAccepted>();
        (_job.State.Phase, _job.State.PausedBy).ShouldBe((JobPhase.Paused, PauseCause.User));
        ShouldBeRemembered();
        _job.Send(new ResumeJob(PauseCause.User));
        _job.Send(new CompleteJob());

        _job.State.Phase.ShouldBe(JobPhase.Completed);
    }

    [Fact]
    public void A_job_cancelled_with_every_frame_finished_is_brought_back()
    {
        Complete();
        _job.Send(new CancelJob("too dear") { FilmIsLeft = true });

        _job.Send(new RetryFrames()).ShouldBeOfType<JobAccepted>();

        (_job.State.Phase, _job.State.Reason).ShouldBe((JobPhase.Running, null));
        ShouldBeRemembered();
    }

    [Fact]
    public void A_job_cancelled_before_its_last_frame_stays_cancelled()
    {
        _job.Complete(_job.Request("w", 1)[0]);
        _job.Send(new CancelJob("too dear"));

        _job.Send(new RetryFrames()).ShouldBeOfType<JobRejected>().Reason.ShouldContain("cancelled");

        _job.State.Phase.ShouldBe(JobPhase.Cancelled);
    }

    [Fact]
    public void A_frame_that_cannot_get_its_place_is_left_out_at_once_and_no_device_is_to_blame()
    {
        var leases = _job.Request("w", 3);

        _job.Send(new ObstructFrame(leases[1].Frame, leases[1].Attempt, "a folder is there")).ShouldBeOfType<FrameRejected>().Reason.ShouldBe("a folder is there");
        _job.Complete(leases[0]);
        _job.Complete(leases[2]);

        var status = _job.State.Status();
        (status.Done, status.Quarantined, status.Leased, status.NothingLeft, status.Reason).ShouldBe((2, 1, 0, true, "a folder is there"));
        _job.State.Contributions.ShouldHaveSingleItem().Failures.ShouldBe(0);
        ShouldBeRemembered();
    }

    [Fact]
    public void A_frame_that_could_not_get_its_place_is_handed_out_again_when_it_is_retried()
    {
        var lease = _job.Request("w", 1)[0];
        _job.Send(new ObstructFrame(lease.Frame, lease.Attempt, "a folder is there"));
        _job.Request("w", 3).ShouldNotContain(given => given.Frame == lease.Frame);

        _job.Crash();
        _job.Request("w", 3).ShouldNotContain(given => given.Frame == lease.Frame);
        _job.Send(new RetryFrames());

        _job.Request("w", 3).ShouldHaveSingleItem().Frame.ShouldBe(lease.Frame);
    }

    [Fact]
    public void An_obstacle_to_an_attempt_that_is_over_changes_nothing()
    {
        var late = _job.Request("w", 1)[0];
        _job.Send(new ReturnFrame(late.Frame, late.Attempt));

        _job.Send(new ObstructFrame(late.Frame, late.Attempt, "a folder is there")).ShouldBeOfType<FrameRejected>();

        _job.State.StatusOf(late.Frame).ShouldBe(FrameStatus.Wanted);
    }

    private void Complete()
    {
        foreach (var lease in _job.Request("w", 3)) _job.Complete(lease);
        _job.Send(new CompleteJob());
        _job.State.Phase.ShouldBe(JobPhase.Completed);
    }

    private void ShouldBeRemembered() => JobScript.Remembered(_job.Replay()).ShouldBe(JobScript.Remembered(_job.State));
}
