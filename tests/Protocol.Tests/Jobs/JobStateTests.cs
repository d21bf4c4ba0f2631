using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Tests.Jobs;

public class JobStateTests
{
    private readonly JobScript _job = new(frames: 4);

    [Fact]
    public void Frames_are_handed_out_in_film_order_and_only_once()
    {
        Frames(_job.Request("w1", most: 3)).ShouldBe([0, 1, 2]);
        Frames(_job.Request("w2", most: 3)).ShouldBe([3]);
        _job.Send(new RequestFrames(new WorkerId("w2"), JobScript.Cpu, 1, 1)).ShouldBe(new NoFrames(true, "all frames are held"));
    }

    [Fact]
    public void A_frame_is_done_once_its_current_attempt_reports()
    {
        var lease = _job.Request("w1", 1)[0];

        _job.Complete(lease).ShouldBe(new FrameAccepted(lease.Frame, lease.Attempt));

        _job.State.StatusOf(lease.Frame).ShouldBe(FrameStatus.Done);
        _job.State.ResultOf(lease.Frame)!.Value.Sha256.ShouldBe(JobScript.HashOf(lease.Frame));
        _job.State.Done.ShouldBe(1);
    }

    [Fact]
    public void What_each_device_did_is_known_from_the_journal_and_from_a_snapshot()
    {
        DeviceId gpu = new("rack1/gpu");
        foreach (var lease in _job.Request("w1", most: 2)) _job.Complete(lease);
        _job.Fail(_job.Request("w2", most: 1, device: gpu)[0], gpu);
        DeviceShare[] shares = [new(JobScript.Cpu, 2, 10, 0), new(gpu, 0, 0, 1)];

        _job.State.Contributions.ShouldBe(shares);
        _job.Crash();
        _job.State.Contributions.ShouldBe(shares);
        var written = JobEventSerializer.ToBytes(_job.State.ToSnapshot());
        JobState.FromSnapshot((JobSnapshot)JobEventSerializer.FromBytes("job-snapshot.v1", written)).Contributions.ShouldBe(shares);
    }

    [Fact]
    public void A_frame_is_announced_while_its_attempt_is_current_and_a_late_one_is_counted()
    {
        var lease = _job.Request("w1", 1)[0];
        _job.Send(new AnnounceFrame(lease.Frame, lease.Attempt)).ShouldBe(JobAccepted.Instance);

        _job.Send(new ReturnFrame(lease.Frame, lease.Attempt));

        _job.Send(new AnnounceFrame(lease.Frame, lease.Attempt)).ShouldBeOfType<FrameRejected>();
        _job.State.LateAttempts.ShouldBe(1);
    }

    [Fact]
    public void A_worker_gets_those_frames_first_that_it_has_already_and_nobody_else_holds()
    {
        _job.Request("w1", most: 1);
        FrameNumber[] held = [new(3), new(0), new(2), new(99)];

        var granted = _job.Send(new RequestFrames(new WorkerId("w2"), JobScript.Cpu, 4, 1) { Held = held });

        Frames(((FramesGranted)granted).Leases).ShouldBe([3, 2, 1]);
    }

    [Fact]
    public void A_late_attempt_is_rejected_and_counted()
    {
        var late = _job.Request("w1", 1)[0];
        _job.Send(new ReleaseWorker(new WorkerId("w1")));
        var current = _job.Request("w2", 1)[0];

        _job.Complete(late).ShouldBeOfType<FrameRejected>();

        current.Frame.ShouldBe(late.Frame);
        current.Attempt.ShouldBeGreaterThan(late.Attempt);
        _job.State.LateAttempts.ShouldBe(1);
        _job.State.StatusOf(late.Frame).ShouldBe(FrameStatus.Wanted);
        _job.Complete(current).ShouldBeOfType<FrameAccepted>();
    }

    [Fact]
    public void The_same_bytes_twice_are_accepted_and_change_nothing()
    {
        var lease = _job.Request("w1", 1)[0];
        _job.Complete(lease);
        int events = _job.Journal.Count;

        _job.Complete(lease).ShouldBeOfType<FrameAccepted>();

        _job.Journal.Count.ShouldBe(events);
    }

    [Fact]
    public void Other_bytes_from_the_same_kind_of_device_are_an_alarm_and_never_overwrite()
    {
        var lease = _job.Request("w1", 1)[0];
        _job.Complete(lease);

        _job.Complete(lease, "other bytes").ShouldBeOfType<FrameRejected>();

        _job.State.Disputes.ShouldBe(1);
        _job.State.ResultOf(lease.Frame)!.Value.Sha256.ShouldBe(JobScript.HashOf(lease.Frame));
    }

    [Fact]
    public void A_frame_rendered_anew_to_other_bytes_is_an_alarm()
    {
        var first = _job.Request("w1", 1)[0];
        _job.Complete(first);
        _job.Send(new InvalidateFrame(first.Frame, JobScript.HashOf(first.Frame), "truncated"));
        var second = _job.Request("w1", 1)[0];

        _job.Complete(second, "other bytes").ShouldBeOfType<FrameAccepted>();

        second.Frame.ShouldBe(first.Frame);
        _job.Journal.OfType<FrameDisputed>().Single().Known.ShouldBe(JobScript.HashOf(first.Frame));
    }

    [Fact]
    public void An_invalidation_of_bytes_replaced_in_the_meantime_is_ignored()
    {
        var lease = _job.Request("w1", 1)[0];
        _job.Complete(lease);

        _job.Send(new InvalidateFrame(lease.Frame, Sha256Hash.Of("old"u8), "damaged"));

        _job.State.StatusOf(lease.Frame).ShouldBe(FrameStatus.Done);
    }

    [Fact]
    public void A_poison_frame_comes_last_and_is_quarantined_at_the_limit_while_the_others_finish()
    {
        List<int> order = [];
        while (_job.Request("w1", 1) is [var lease, ..])
        {
            order.Add(lease.Frame.Value);
            if (lease.Frame.Value == 1) _job.Fail(lease);
            else _job.Complete(lease);
        }

        order.ShouldBe([0, 1, 2, 3, 1, 1]);
        _job.State.StatusOf(new FrameNumber(1)).ShouldBe(FrameStatus.Quarantined);
        _job.State.Done.ShouldBe(3);
        _job.State.Status().NothingLeft.ShouldBeTrue();
    }

    [Fact]
    public void With_two_devices_a_frame_is_quarantined_only_after_both_failed()
    {
        DeviceId gpu = new("local/gpu");
        var failing = _job.Request("w1", 1, devices: 2)[0];
        _job.Fail(failing, JobScript.Cpu, devices: 2);
        foreach (var other in _job.Request("w1", 3, devices: 2)) _job.Complete(other);

        _job.Request("w1", 1, devices: 2).ShouldBeEmpty();
        var retry = _job.Request("w2", 1, devices: 2, gpu)[0];
        _job.Fail(retry, gpu, devices: 2);

        retry.Frame.ShouldBe(failing.Frame);
        _job.State.StatusOf(failing.Frame).ShouldBe(FrameStatus.Failed);
        _job.Fail(_job.Request("w1", 1, devices: 2)[0], JobScript.Cpu, devices: 2);
        _job.State.StatusOf(failing.Frame).ShouldBe(FrameStatus.Quarantined);
    }

    [Fact]
    public void A_quarantined_frame_gets_another_chance_when_asked()
    {
        JobScript job = new(frames: 1, new JobLimits(1));
        job.Fail(job.Request("w1", 1)[0]);
        job.Request("w1", 1).ShouldBeEmpty();

        job.Send(new RetryFrames());

        job.Request("w1", 1).Count.ShouldBe(1);
    }

    [Fact]
    public void A_job_paused_by_a_full_disk_hands_out_nothing_until_there_is_room()
    {
        _job.Send(new PauseJob(PauseCause.OutOfSpace, "no space left"));
        _job.Send(new RequestFrames(new WorkerId("w1"), JobScript.Cpu, 1, 1)).ShouldBe(new NoFrames(true, "paused: no space left"));

        _job.Send(new ResumeJob(PauseCause.OutOfSpace));

        _job.Request("w1", 1).Count.ShouldBe(1);
    }

    [Fact]
    public void A_completed_job_is_paused_by_a_full_disk_and_completed_again_when_there_is_room()
    {
        foreach (var lease in _job.Request("w1", _job.State.FrameCount)) _job.Complete(lease);
        _job.Send(new CompleteJob());

        _job.Send(new PauseJob(PauseCause.OutOfSpace, "no space left for the film"));
        _job.State.Phase.ShouldBe(JobPhase.Paused);
        _job.Send(new ResumeJob(PauseCause.OutOfSpace));
        _job.State.Phase.ShouldBe(JobPhase.Running);
        _job.Send(new CompleteJob());

        _job.State.Phase.ShouldBe(JobPhase.Completed);
        _job.State.Done.ShouldBe(_job.State.FrameCount);
    }

    [Fact]
    public void Room_on_the_disk_does_not_resume_what_a_user_paused()
    {
        _job.Send(new PauseJob(PauseCause.OutOfSpace, "no space left"));
        _job.Send(new PauseJob(PauseCause.User, "lunch"));

        _job.Send(new ResumeJob(PauseCause.OutOfSpace)).ShouldBe(new JobRejected("the job was paused by hand"));

        _job.State.Phase.ShouldBe(JobPhase.Paused);
    }

    [Fact]
    public void A_cancelled_job_turns_away_what_was_under_way()
    {
        var lease = _job.Request("w1", 1)[0];

        _job.Send(new CancelJob("enough"));

        _job.Complete(lease).ShouldBeOfType<FrameRejected>();
        _job.Request("w1", 1).ShouldBeEmpty();
    }

    [Fact]
    public void Only_selected_frames_are_handed_out_and_counted()
    {
        _job.Send(new SelectFrames(new FrameNumber(1), new FrameNumber(2)));

        Frames(_job.Request("w1", 9)).ShouldBe([1, 2]);
        _job.State.Selected.ShouldBe(2);
    }

    [Fact]
    public void A_film_of_frames_rendered_anew_in_the_meantime_is_not_recorded()
    {
        foreach (var lease in _job.Request("w1", 4)) _job.Complete(lease);

        _job.Send(new RecordFilm("film.mp4", "h264", Sha256Hash.Of("other frames"u8), Sha256Hash.Of("film"u8), 9)).ShouldBeOfType<JobRejected>();
        _job.Send(new RecordFilm("film.mp4", "h264", _job.State.FramesSha256(), Sha256Hash.Of("film"u8), 9)).ShouldBeOfType<JobAccepted>();

        _job.State.Film!.File.ShouldBe("film.mp4");
    }

    [Fact]
    public void A_completed_job_runs_again_when_a_frame_is_found_damaged()
    {
        foreach (var lease in _job.Request("w1", 4)) _job.Complete(lease);
        _job.Send(new CompleteJob());
        _job.State.Phase.ShouldBe(JobPhase.Completed);

        _job.Send(new InvalidateFrame(new FrameNumber(2), JobScript.HashOf(new FrameNumber(2)), "emptied"));

        _job.State.Phase.ShouldBe(JobPhase.Running);
        Frames(_job.Request("w1", 4)).ShouldBe([2]);
    }

    [Fact]
    public void Another_scene_under_the_same_id_is_refused()
    {
        _job.Send(new SubmitJob(JobScript.Id, "{}", "another identity", 4)).ShouldBeOfType<JobRejected>();
        _job.Send(new SubmitJob(JobScript.Id, "{}", "identity", 4)).ShouldBeOfType<JobAccepted>();
    }

    [Fact]
    public void An_unknown_event_is_an_error()
    {
        Should.Throw<ArgumentException>(() => _job.State.Evolve(new EventOfTheFuture()));
    }

    private static int[] Frames(IReadOnlyList<Lease> leases) => [.. leases.Select(lease => lease.Frame.Value)];

    private sealed record EventOfTheFuture : IJobEvent;
}
