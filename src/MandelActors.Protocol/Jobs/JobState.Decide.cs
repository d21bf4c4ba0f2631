using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Jobs;

public sealed partial class JobState
{
    /// <summary>Says what a command leads to, and changes nothing.</summary>
    /// <param name="now">The time that goes into the events.</param>
    /// <exception cref="ArgumentException">A command this state machine does not know.</exception>
    public JobDecision Decide(IJobCommand command, DateTimeOffset now)
    {
        if (command is SubmitJob submit) return Submit(submit, now);
        if (Phase == JobPhase.Unknown) return JobDecision.Reject("no job was submitted here");
        return command switch
        {
            OpenJob => JobDecision.Accept(new JobOpened(Incarnation + 1, now)),
            SelectFrames select => Select(select),
            PauseJob pause => Pause(pause, now),
            ResumeJob resume => Resume(resume, now),
            CancelJob cancel => Cancel(cancel, now),
            RequestFrames request => Request(request),
            AnnounceFrame announce => Announce(announce),
            CompleteFrame complete => Complete(complete, now),
            FailFrame fail => Fail(fail, now),
            ObstructFrame obstruct => Obstruct(obstruct, now),
            DistrustDevice distrust => Distrust(distrust, now),
            ReturnFrame given => HoldsAttempt(given.Frame, given.Attempt)
                ? JobDecision.Accept(new LeaseReleased(given.Frame, given.Attempt) { Hindrance = given.Hindrance })
                : JobDecision.Accept(),
            ReleaseWorker release => Vanish(release, now),
            InvalidateFrame invalidate => Invalidate(invalidate, now),
            CompleteJob => Phase == JobPhase.Running && Done == FrameCount ? JobDecision.Accept(new JobCompleted(now)) : JobDecision.Accept(),
            RetryFrames => Retry(now),
            RecordFilm film => Record(film, now),
            _ => throw new ArgumentException($"unknown command {command.GetType().Name}", nameof(command)),
        };
    }

    private JobDecision Submit(SubmitJob submit, DateTimeOffset now)
    {
        if (submit.FrameCount < 1) return JobDecision.Reject("a film has at least one frame");
        if (Phase == JobPhase.Unknown)
            return JobDecision.Accept(new JobSubmitted(submit.Job, submit.Scene, submit.Identity, submit.FrameCount, now));
        return submit.Job == Job && submit.Identity == Identity && submit.FrameCount == FrameCount
            ? JobDecision.Accept()
            : JobDecision.Reject($"job {Job} was submitted before with another scene");
    }

    private JobDecision Select(SelectFrames select) =>
        IsFrame(select.First) && IsFrame(select.Last) && select.First <= select.Last
            ? JobDecision.Accept(new FramesSelected(select.First, select.Last))
            : JobDecision.Reject($"frames {select.First}..{select.Last} are not within 0..{FrameCount - 1}");

    private JobDecision Pause(PauseJob pause, DateTimeOffset now) => Phase switch
    {
        JobPhase.Running => JobDecision.Accept(new JobPaused(pause.Cause, pause.Reason, now)),
        // Every frame is there, and the film is left, or finds no room.
        JobPhase.Completed when pause.FilmIsLeft || pause.Cause == PauseCause.OutOfSpace => JobDecision.Accept(new JobPaused(pause.Cause, pause.Reason, now)),
        // Who paused it by hand is not overruled by a full disk; a full disk is overruled by hand.
        JobPhase.Paused when pause.Cause == PauseCause.User && PausedBy != PauseCause.User =>
            JobDecision.Accept(new JobPaused(pause.Cause, pause.Reason, now)),
        JobPhase.Paused => JobDecision.Accept(),
        _ => JobDecision.Reject($"the job is {Name(Phase)}"),
    };

    private JobDecision Resume(ResumeJob resume, DateTimeOffset now)
    {
        if (Phase == JobPhase.Running) return JobDecision.Accept();
        if (Phase != JobPhase.Paused) return JobDecision.Reject($"the job is {Name(Phase)}");
        return resume.Cause == PauseCause.User || resume.Cause == PausedBy
            ? JobDecision.Accept(new JobResumed(resume.Cause, now))
            : JobDecision.Reject("the job was paused by hand");
    }

    private JobDecision Cancel(CancelJob cancel, DateTimeOffset now)
    {
        if (Phase == JobPhase.Cancelled) return JobDecision.Accept();
        if (Phase == JobPhase.Completed && !cancel.FilmIsLeft) return JobDecision.Reject("the job is completed");
        return new JobDecision(JobAccepted.Instance, [new JobCancelled(cancel.Reason, now), .. Release(_ => true).Events]);
    }

    private JobDecision Request(RequestFrames request)
    {
        if (Incarnation == 0) return JobDecision.Nothing(new NoFrames(true, "the job is not open yet"));
        var unwanted = request.Held.Where(frame => Phase is JobPhase.Cancelled || !IsFrame(frame) || StatusOf(frame) == FrameStatus.Done).ToArray();
        if (Phase is JobPhase.Paused) return None(true, $"paused: {Reason}");
        if (Phase is JobPhase.Cancelled) return None(false, $"cancelled: {Reason}");
        if (SetAsideBecause(request.Device) is { } reason && !request.IsLastResort) return None(true, $"set aside: {reason}");
        if (HoldsSuspect(request.Worker)) return None(true, "a frame that workers vanished with is rendered alone");
        List<IJobEvent> events = [];
        List<Lease> leases = [];
        foreach (int frame in Candidates(request.Held, request.Device, request.KnownDevices))
        {
            if (leases.Count == request.Most || (leases.Count > 0 && IsSuspect(frame))) break;
            if (IsSuspect(frame) && HoldsAny(request.Worker)) break;
            Lease lease = new(new FrameNumber(frame), Attempt.Of(Incarnation, _grants + leases.Count + 1));
            leases.Add(lease);
            events.Add(new FrameLeased(lease.Frame, lease.Attempt, request.Worker, request.Device));
            if (IsSuspect(frame)) break;
        }

        if (leases.Count > 0) return new JobDecision(new FramesGranted(leases) { Unwanted = unwanted }, events);
        var status = Status();
        return None(!status.NothingLeft, status.NothingLeft ? "nothing is left to render" : "all frames are held");

        JobDecision None(bool later, string why) => JobDecision.Nothing(new NoFrames(later, why) { Unwanted = unwanted });
    }

    /// <summary>Whether any device that asks now could be given a frame: one that was never tried.</summary>
    private bool HasFrameForAll => Fresh().Any(frame => !IsSuspect(frame));

    /// <summary>Whether a device that asks now could be given a frame.</summary>
    /// <param name="knownDevices">Devices that work for the job, this one included.</param>
    public bool HasFrameFor(DeviceId device, int knownDevices) => HasFrameForAll || Candidates([], device, knownDevices).Any();

    /// <summary>
    /// What the worker has already comes first, then frames never tried, in film order, then those that failed, so that a bad frame holds nobody
    /// up; last of all those that workers vanished with.
    /// </summary>
    private IEnumerable<int> Candidates(IReadOnlyList<FrameNumber> held, DeviceId device, int knownDevices)
    {
        HashSet<int> own = [.. held.Where(IsFrame).Select(frame => frame.Value).Where(frame => IsSelected(frame) && IsFree(frame))];
        foreach (int frame in own) yield return frame;
        foreach (int frame in Fresh())
            if (!own.Contains(frame) && !IsSuspect(frame)) yield return frame;
        foreach (int frame in _retries)
            if (IsSelected(frame) && !_leases.ContainsKey(frame) && !own.Contains(frame) && !IsSuspect(frame) && MayRetry(frame, device, knownDevices)) yield return frame;
        foreach (int frame in Suspects())
            if (IsSelected(frame) && IsFree(frame) && !own.Contains(frame) && MayRetry(frame, device, knownDevices)) yield return frame;
    }

    private IEnumerable<int> Fresh()
    {
        for (int frame = _fresh.Next(SelectedFirst.Value); frame >= 0 && frame <= SelectedLast.Value; frame = _fresh.Next(frame + 1))
            yield return frame;
    }

    private bool IsFree(int frame) => _fresh.Contains(frame) || (_retries.Contains(frame) && !_leases.ContainsKey(frame));

    /// <summary>A frame that failed goes to another device while there is one that has not tried it.</summary>
    private bool MayRetry(int frame, DeviceId device, int knownDevices) =>
        !_failures.TryGetValue(frame, out var failures)
        || !failures.Devices.Contains(device)
        || failures.Devices.Count >= knownDevices;

    private JobDecision Announce(AnnounceFrame announce) => HoldsAttempt(announce.Frame, announce.Attempt)
        ? JobDecision.Accept()
        : new JobDecision(
            new FrameRejected(announce.Frame, announce.Attempt, "another attempt is current"), [new AttemptRejected(announce.Frame, announce.Attempt)]);

    private JobDecision Complete(CompleteFrame complete, DateTimeOffset now)
    {
        if (!IsFrame(complete.Frame) || complete.Bytes < 1)
            return JobDecision.Nothing(new FrameRejected(complete.Frame, complete.Attempt, "no such frame, or an empty one"));
        var known = _frames.ResultOf(complete.Frame.Value);
        bool disputed = known is { } before && before.DeviceKind == complete.DeviceKind && before.Sha256 != complete.Sha256;
        if (HoldsAttempt(complete.Frame, complete.Attempt))
        {
            if (complete.Milliseconds < _limits.MinFrameMilliseconds) return RejectTooFast(complete, now);
            FrameCompleted completed = new(
                complete.Frame, complete.Attempt, complete.Sha256, complete.Bytes, complete.Device, complete.DeviceKind, complete.Milliseconds, now)
            {
                CrossChecked = complete.CrossChecked,
            };
            return new JobDecision(new FrameAccepted(complete.Frame, complete.Attempt), disputed ? [Dispute(), completed] : [completed]);
        }

        if (StatusOf(complete.Frame) == FrameStatus.Done && known?.Sha256 == complete.Sha256)
            return JobDecision.Nothing(new FrameAccepted(complete.Frame, complete.Attempt));
        AttemptRejected rejected = new(complete.Frame, complete.Attempt) { Device = complete.Device };
        return new JobDecision(
            new FrameRejected(complete.Frame, complete.Attempt, "another attempt is current"), disputed ? [Dispute(), rejected] : [rejected]);

        FrameDisputed Dispute() => new(
            complete.Frame, complete.Attempt, complete.Device, complete.DeviceKind, known!.Value.Sha256, complete.Sha256, now);
    }

    private JobDecision RejectTooFast(CompleteFrame complete, DateTimeOffset now)
    {
        string reason = $"it took {complete.Milliseconds} ms, less than the {_limits.MinFrameMilliseconds} ms that a frame takes at least";
        FailFrame fail = new(complete.Frame, complete.Attempt, complete.Device, reason, complete.KnownDevices);
        return new JobDecision(new FrameRejected(complete.Frame, complete.Attempt, reason), Fail(fail, now).Events);
    }

    private JobDecision Fail(FailFrame fail, DateTimeOffset now)
    {
        if (!HoldsAttempt(fail.Frame, fail.Attempt)) return JobDecision.Accept(new AttemptRejected(fail.Frame, fail.Attempt) { Device = fail.Device });
        List<IJobEvent> events = [new FrameFailed(fail.Frame, fail.Attempt, fail.Device, fail.Reason, now)];
        var failures = After((FrameFailed)events[0]);
        bool tooOften = failures.Count >= _limits.FailuresPerFrame && failures.Devices.Count >= Math.Min(2, fail.KnownDevices);
        if (tooOften) events.Add(new FrameQuarantined(fail.Frame, failures.Count, fail.Reason, now));
        else if (fail.OthersWork && FailsTooMuch(fail) is { } why) events.Add(new DeviceSetAside(fail.Device, why));
        return new JobDecision(JobAccepted.Instance, events);
    }

    private JobDecision Obstruct(ObstructFrame obstruct, DateTimeOffset now) => HoldsAttempt(obstruct.Frame, obstruct.Attempt)
        ? new JobDecision(
            new FrameRejected(obstruct.Frame, obstruct.Attempt, obstruct.Reason),
            [new FrameQuarantined(obstruct.Frame, FailuresOf(obstruct.Frame) + 1, obstruct.Reason, now), new LeaseReleased(obstruct.Frame, obstruct.Attempt) { IsTakenBack = true }])
        : JobDecision.Nothing(new FrameRejected(obstruct.Frame, obstruct.Attempt, "another attempt is current"));

    private JobDecision Retry(DateTimeOffset now)
    {
        if (Phase == JobPhase.Cancelled)
            return Done == FrameCount ? JobDecision.Accept(new JobResumed(PauseCause.User, now)) : JobDecision.Reject($"the job is {Name(Phase)}");
        return JobDecision.Accept([.. _quarantined.Select(frame => new FrameRetried(new FrameNumber(frame), now)), .. TrustAll()]);
    }

    private JobDecision Release(Func<LeaseHolder, bool> gone) => new(
        JobAccepted.Instance,
        [.. _leases.Where(lease => gone(lease.Value)).Select(lease => new LeaseReleased(new FrameNumber(lease.Key), lease.Value.Attempt) { IsTakenBack = true })]);

    private JobDecision Invalidate(InvalidateFrame invalidate, DateTimeOffset now) =>
        IsFrame(invalidate.Frame) && ResultOf(invalidate.Frame)?.Sha256 == invalidate.Sha256
            ? JobDecision.Accept(new FrameInvalidated(invalidate.Frame, invalidate.Why, now))
            : JobDecision.Accept();

    private JobDecision Record(RecordFilm film, DateTimeOffset now)
    {
        if (Done != FrameCount) return JobDecision.Reject($"{FrameCount - Done} frames of the film are not finished");
        return FramesSha256() == film.FramesSha256
            ? JobDecision.Accept(new FilmAssembled(film.File, film.Encoding, film.FramesSha256, film.Sha256, film.Bytes, now))
            : JobDecision.Reject("a frame was rendered anew while the film was assembled");
    }

    private bool HoldsAttempt(FrameNumber frame, Attempt attempt) => CurrentAttempt(frame) == attempt;

    private static string Name(JobPhase phase) => phase.ToString().ToLowerInvariant();
}
