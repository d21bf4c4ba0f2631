using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Jobs;

/// <content>
/// What hangs on a device's word alone: the frames it finished since it was last seen to compute rightly. A cross-check that fails makes all of them wanted again.
/// Unlike blame this outlives the job's incarnations: it is in the journal, with every finished frame.
/// </content>
public sealed partial class JobState
{
    /// <summary>Frames that were finished and are not vouched for by a cross-check, with the attempts that made them.</summary>
    private readonly Dictionary<DeviceId, Dictionary<int, Attempt>> _unchecked = [];

    /// <summary>Frames that a device finished since its last cross-check, in film order.</summary>
    public IReadOnlyList<FrameNumber> UncheckedFramesOf(DeviceId device) =>
        _unchecked.TryGetValue(device, out var frames) ? [.. frames.Keys.Order().Select(frame => new FrameNumber(frame))] : [];

    /// <summary>Nothing changes where it was said before and the device has done nothing since.</summary>
    private JobDecision Distrust(DistrustDevice distrust, DateTimeOffset now)
    {
        string why = $"rendered by {distrust.Device} since its last cross-check: {distrust.Reason}";
        List<IJobEvent> events =
        [
            .. UncheckedFramesOf(distrust.Device).Select(frame => new FrameInvalidated(frame, why, now) { IsDistrusted = true }),
            .. Release(lease => lease.Device == distrust.Device).Events,
        ];
        if (SetAsideBecause(distrust.Device) != distrust.Reason) events.Add(new DeviceSetAside(distrust.Device, distrust.Reason));
        return JobDecision.Accept(events);
    }

    private void Account(FrameCompleted completed)
    {
        if (completed.CrossChecked is not { } passed) return;
        if (!_unchecked.TryGetValue(completed.Device, out var frames)) _unchecked[completed.Device] = frames = [];
        if (!passed)
        {
            frames[completed.Frame.Value] = completed.Attempt;
            return;
        }

        // A device renders in the order of attempts, and finishes in any.
        foreach (int frame in frames.Where(entry => entry.Value < completed.Attempt).Select(entry => entry.Key).ToArray()) frames.Remove(frame);
    }

    private void Discount(int frame)
    {
        foreach (var frames in _unchecked.Values) frames.Remove(frame);
    }

    private JobSnapshot.UncheckedFrames[]? UncheckedInSnapshot()
    {
        var all = _unchecked.Where(device => device.Value.Count > 0)
            .Select(device => new JobSnapshot.UncheckedFrames(device.Key, [.. device.Value.Keys], [.. device.Value.Values])).ToArray();
        return all.Length > 0 ? all : null;
    }

    /// <exception cref="FormatException">Frames and attempts are not as many.</exception>
    private void Restore(IReadOnlyList<JobSnapshot.UncheckedFrames>? devices)
    {
        foreach (var (device, frames, attempts) in devices ?? [])
        {
            if (frames.Count != attempts.Count) throw new FormatException($"{device} finished {frames.Count} frames by {attempts.Count} attempts");
            _unchecked[device] = frames.Zip(attempts).ToDictionary(entry => entry.First, entry => entry.Second);
        }
    }
}
