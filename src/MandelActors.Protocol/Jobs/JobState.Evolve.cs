using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Jobs;

public sealed partial class JobState
{
    /// <summary>Makes an event part of the state. Total over the events of <see cref="JobProtocol"/>, and clock-free.</summary>
    /// <exception cref="ArgumentException">An event this version does not know: a newer program wrote it, and guessing would corrupt the job.</exception>
    public void Evolve(IJobEvent change)
    {
        switch (change)
        {
            case JobSubmitted submitted: Become(submitted); break;
            case JobOpened opened: Become(opened); break;
            case JobPaused paused: (Phase, _pausedBy, Reason) = (JobPhase.Paused, paused.Cause, paused.Reason); break;
            case JobResumed: (Phase, _pausedBy, Reason) = (JobPhase.Running, null, null); break;
            case JobCancelled cancelled: (Phase, _pausedBy, Reason) = (JobPhase.Cancelled, null, cancelled.Reason); break;
            case JobCompleted: Phase = JobPhase.Completed; break;
            case FrameCompleted completed: Become(completed); break;
            case FrameFailed failed: Become(failed); break;
            case FrameQuarantined quarantined: Become(quarantined); break;
            case FrameRetried retried: Want(retried.Frame.Value, FrameStatus.Wanted); break;
            case FrameInvalidated invalidated: Become(invalidated); break;
            case FrameDisputed: Disputes++; break;
            case FilmAssembled film: Film = film; break;
            case FrameLeased leased: Become(leased); break;
            case LeaseReleased released:
                Suspect(released);
                Free(released.Frame.Value);
                break;
            case DeviceSetAside aside: RecordOf(aside.Device).SetAside = aside.Reason; break;
            case DeviceTrusted trusted: _devices.Remove(trusted.Device); break;
            case AttemptRejected: LateAttempts++; break;
            case FramesSelected selected: SelectRange(selected.First, selected.Last); break;
            default: throw new ArgumentException($"unknown event {change.GetType().Name}", nameof(change));
        }
    }

    private void Become(JobSubmitted submitted)
    {
        (Job, Scene, Identity, FrameCount) = (submitted.Job, submitted.Scene, submitted.Identity, submitted.FrameCount);
        Phase = JobPhase.Running;
        _frames = new FrameTable(FrameCount);
        _fresh = new FrameSet(FrameCount);
        for (int frame = 0; frame < FrameCount; frame++) _fresh.Add(frame);
        SelectRange(new FrameNumber(0), new FrameNumber(FrameCount - 1));
    }

    private void Become(JobOpened opened)
    {
        Incarnation = opened.Incarnation;
        _grants = 0;
        ForgetSuspicions();
        foreach (int frame in _leases.Keys.ToArray()) Free(frame);
    }

    private void Become(FrameLeased leased)
    {
        int frame = leased.Frame.Value;
        _grants = Math.Max(_grants, leased.Attempt.Value % Attempt.GrantsPerIncarnation);
        _leases[frame] = new LeaseHolder(leased.Attempt, leased.Worker, leased.Device);
        _fresh.Remove(frame);
    }

    private void Become(FrameCompleted completed)
    {
        int frame = completed.Frame.Value;
        FrameResult result = new(completed.Sha256, completed.Bytes, completed.DeviceKind, completed.Milliseconds);
        if (_frames.ResultOf(frame) is { } before && before.Sha256 != result.Sha256) Film = null;
        SetStatus(frame, FrameStatus.Done, result);
        _leases.Remove(frame);
        _fresh.Remove(frame);
        _retries.Remove(frame);
        _quarantined.Remove(frame);
        _failures.Remove(frame);
        Praise(completed);
        Credit(completed);
        Account(completed);
        LargestFrameBytes = Math.Max(LargestFrameBytes, completed.Bytes);
    }

    private void Become(FrameInvalidated invalidated)
    {
        int frame = invalidated.Frame.Value;
        Want(frame, FrameStatus.Invalidated);
        Discount(frame);
        if (!invalidated.IsDistrusted) return;
        // Nobody is to be blamed for making other bytes of it.
        _frames.ForgetResult(frame);
        Film = null;
    }

    private void Become(FrameFailed failed)
    {
        int frame = failed.Frame.Value;
        Blame(failed, _failures[frame] = After(failed));
        Debit(failed);
        SetStatus(frame, FrameStatus.Failed);
        _leases.Remove(frame);
        _fresh.Remove(frame);
        _retries.Add(frame);
    }

    private void Become(FrameQuarantined quarantined)
    {
        int frame = quarantined.Frame.Value;
        SetStatus(frame, FrameStatus.Quarantined);
        // Not every frame comes here by failing: one that cannot get its place was never anything but wanted.
        var before = _failures.GetValueOrDefault(frame) ?? new FrameFailures(0, [], "");
        _failures[frame] = before with { Count = quarantined.Failures, Reason = quarantined.Reason };
        _fresh.Remove(frame);
        _retries.Remove(frame);
        _quarantined.Add(frame);
    }

    private FrameFailures After(FrameFailed failed)
    {
        var before = _failures.GetValueOrDefault(failed.Frame.Value) ?? new FrameFailures(0, [], "");
        IReadOnlyList<DeviceId> devices = before.Devices.Contains(failed.Device) ? before.Devices : [.. before.Devices, failed.Device];
        return new FrameFailures(before.Count + 1, devices, failed.Reason);
    }

    private void Want(int frame, FrameStatus status)
    {
        SetStatus(frame, status);
        _failures.Remove(frame);
        _vanished.Remove(frame);
        _retries.Remove(frame);
        _quarantined.Remove(frame);
        if (!_leases.ContainsKey(frame)) _fresh.Add(frame);
        if (Phase == JobPhase.Completed) Phase = JobPhase.Running;
    }

    private void Free(int frame)
    {
        if (!_leases.Remove(frame)) return;
        if (StatusOf(new FrameNumber(frame)) is FrameStatus.Wanted or FrameStatus.Invalidated) _fresh.Add(frame);
    }

    private void SetStatus(int frame, FrameStatus status, FrameResult? result = null)
    {
        if (_frames.StatusOf(frame) == FrameStatus.Done) Count(frame, -1);
        if (result is { } finished) _frames.SetResult(frame, finished);
        _frames.SetStatus(frame, status);
        if (status == FrameStatus.Done) Count(frame, +1);
    }

    private void Count(int frame, int step)
    {
        Done += step;
        FrameBytes += step * _frames.ResultOf(frame)!.Value.Bytes;
        if (IsSelected(frame)) SelectedDone += step;
    }

    private void SelectRange(FrameNumber first, FrameNumber last)
    {
        (SelectedFirst, SelectedLast, SelectedDone) = (first, last, 0);
        for (int frame = first.Value; frame <= last.Value; frame++)
            if (_frames.StatusOf(frame) == FrameStatus.Done) SelectedDone++;
    }
}
