using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Jobs;

/// <content>
/// Who is to blame: a device that fails at many frames, or a frame that fails wherever it goes and may take its worker's process with it.
/// All of it is forgotten when the job is opened anew; what was journalled of it, the failures of each frame, is not.
/// </content>
public sealed partial class JobState
{
    /// <summary>Workers that vanish with a frame before it is rendered alone, with nothing else that could be to blame.</summary>
    private const int VanishedBeforeSuspicion = 2;

    private readonly Dictionary<DeviceId, DeviceRecord> _devices = [];
    private readonly Dictionary<int, int> _vanished = [];

    /// <summary>Why a device gets no more frames of this job while others do; null while it does.</summary>
    public string? SetAsideBecause(DeviceId device) => _devices.GetValueOrDefault(device)?.SetAside;

    /// <summary>
    /// A device is set aside for frames that it alone failed at, and only if they are a fifth of what it tried: one that failed at those that
    /// others fail at too has done nothing wrong.
    /// </summary>
    private string? FailsTooMuch(FailFrame fail)
    {
        var record = RecordOf(fail.Device);
        if (record.SetAside is not null || IsFailedElsewhere(fail.Frame.Value, fail.Device)) return null;
        int failed = record.FailedAlone.Contains(fail.Frame.Value) ? record.FailedAlone.Count : record.FailedAlone.Count + 1;
        return failed >= _limits.FramesPerDevice && 5 * failed >= failed + record.Completed
            ? $"it alone failed at {failed} frames, at last with: {fail.Reason}"
            : null;
    }

    private bool IsFailedElsewhere(int frame, DeviceId device) =>
        _failures.TryGetValue(frame, out var failures) && failures.Devices.Any(other => other != device);

    private IEnumerable<DeviceTrusted> TrustAll() =>
        _devices.Where(device => device.Value.SetAside is not null).Select(device => new DeviceTrusted(device.Key));

    /// <summary>A worker is gone. If it held one frame alone that others vanished with before, that frame has failed; else nobody knows which it was.</summary>
    private JobDecision Vanish(ReleaseWorker release, DateTimeOffset now)
    {
        var held = _leases.Where(lease => lease.Value.Worker == release.Worker).ToArray();
        if (held is [var (frame, holder)] && IsSuspect(frame))
            return Fail(new FailFrame(new FrameNumber(frame), holder.Attempt, holder.Device, "its worker vanished while it rendered this frame alone", release.KnownDevices), now);
        return JobDecision.Accept([.. held.Select(lease => new LeaseReleased(new FrameNumber(lease.Key), lease.Value.Attempt) { WorkerVanished = true })]);
    }

    private bool IsSuspect(int frame) => _vanished.GetValueOrDefault(frame) >= VanishedBeforeSuspicion;

    private IEnumerable<int> Suspects() => _vanished.Where(entry => entry.Value >= VanishedBeforeSuspicion).Select(entry => entry.Key).Order();

    private bool HoldsSuspect(WorkerId worker) => _vanished.Count > 0 && _leases.Any(lease => lease.Value.Worker == worker && IsSuspect(lease.Key));

    private bool HoldsAny(WorkerId worker) => _leases.Any(lease => lease.Value.Worker == worker);

    private void Suspect(LeaseReleased released)
    {
        if (released.WorkerVanished) _vanished[released.Frame.Value] = _vanished.GetValueOrDefault(released.Frame.Value) + 1;
    }

    private void Blame(FrameFailed failed, FrameFailures failures)
    {
        int frame = failed.Frame.Value;
        if (failures.Devices.Count == 1) RecordOf(failed.Device).FailedAlone.Add(frame);
        else foreach (var record in _devices.Values) record.FailedAlone.Remove(frame);
    }

    private void Praise(FrameCompleted completed)
    {
        RecordOf(completed.Device).Completed++;
        _vanished.Remove(completed.Frame.Value);
    }

    private void ForgetSuspicions()
    {
        _devices.Clear();
        _vanished.Clear();
    }

    private DeviceRecord RecordOf(DeviceId device)
    {
        if (!_devices.TryGetValue(device, out var record)) _devices[device] = record = new DeviceRecord();
        return record;
    }

    private sealed class DeviceRecord
    {
        public HashSet<int> FailedAlone { get; } = [];

        public int Completed { get; set; }

        public string? SetAside { get; set; }
    }
}
