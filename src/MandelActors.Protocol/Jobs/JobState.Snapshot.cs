using MandelActors.Protocol.Ids;

namespace MandelActors.Protocol.Jobs;

public sealed partial class JobState
{
    /// <summary>What a replay may start from.</summary>
    /// <exception cref="InvalidOperationException">No job was submitted yet.</exception>
    public JobSnapshot ToSnapshot()
    {
        if (Phase == JobPhase.Unknown) throw new InvalidOperationException("there is no job to take a snapshot of");
        var failures = _failures.OrderBy(entry => entry.Key)
            .Select(entry => new JobSnapshot.FailedFrame(new FrameNumber(entry.Key), entry.Value.Count, entry.Value.Devices, entry.Value.Reason));
        return new JobSnapshot(
            Job, Phase, Scene, Identity, FrameCount, Incarnation, Disputes, Reason, PausedBy, Film, [.. _frames.Kinds], _frames.ToPages(), [.. failures])
        {
            Devices = [.. Contributions],
            Unchecked = UncheckedInSnapshot(),
        };
    }

    /// <summary>The state that the events up to a snapshot amount to.</summary>
    /// <exception cref="FormatException">The snapshot contradicts itself.</exception>
    public static JobState FromSnapshot(JobSnapshot snapshot, JobLimits? limits = null)
    {
        if (snapshot.FrameCount < 1) throw new FormatException("a snapshot of a job without frames");
        JobState state = new(limits)
        {
            Job = snapshot.Job,
            Phase = snapshot.Phase,
            Scene = snapshot.Scene,
            Identity = snapshot.Identity,
            FrameCount = snapshot.FrameCount,
            Incarnation = snapshot.Incarnation,
            Disputes = snapshot.Disputes,
            Reason = snapshot.Reason,
            Film = snapshot.Film,
            _pausedBy = snapshot.PausedBy,
            _frames = FrameTable.FromPages(snapshot.FrameCount, snapshot.DeviceKinds, snapshot.Pages),
            _fresh = new FrameSet(snapshot.FrameCount),
        };
        foreach (var failed in snapshot.Failures)
            state._failures[failed.Frame.Value] = new FrameFailures(failed.Count, failed.Devices, failed.Reason);
        foreach (var share in snapshot.Devices ?? []) state._contributions[share.Device] = share;
        for (int frame = 0; frame < snapshot.FrameCount; frame++) state.Place(frame);
        state.Restore(snapshot.Unchecked);
        state.SelectRange(new FrameNumber(0), new FrameNumber(snapshot.FrameCount - 1));
        return state;
    }

    private void Place(int frame)
    {
        switch (_frames.StatusOf(frame))
        {
            case FrameStatus.Wanted or FrameStatus.Invalidated: _fresh.Add(frame); break;
            case FrameStatus.Failed: _retries.Add(frame); break;
            case FrameStatus.Quarantined: _quarantined.Add(frame); break;
            case FrameStatus.Done:
                long bytes = (_frames.ResultOf(frame) ?? throw new FormatException($"frame {frame} is done without a result")).Bytes;
                Done++;
                FrameBytes += bytes;
                LargestFrameBytes = Math.Max(LargestFrameBytes, bytes);
                break;
            default: throw new FormatException($"frame {frame} has status {(int)_frames.StatusOf(frame)}");
        }
    }
}
