using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>Who holds which frame of a job, and which frames were held in vain and why, as its events tell.</summary>
internal sealed class JobLeases
{
    private readonly Dictionary<FrameNumber, (Attempt Attempt, DeviceId Device)> _held = [];
    private readonly Dictionary<FrameNumber, RetryReason> _wantedAgain = [];

    /// <summary>Devices that hold frames, each as often as it holds one.</summary>
    public IEnumerable<DeviceId> Holders => _held.Values.Select(lease => lease.Device);

    /// <summary>The device that holds a frame; null if none does.</summary>
    public DeviceId? HolderOf(FrameNumber frame) => _held.TryGetValue(frame, out var lease) ? lease.Device : null;

    /// <returns>Why the frame was granted before, in vain; null if this is the first time.</returns>
    public RetryReason? Grant(FrameLeased leased)
    {
        _held[leased.Frame] = (leased.Attempt, leased.Device);
        return _wantedAgain.Remove(leased.Frame, out var reason) ? reason : null;
    }

    /// <summary>An attempt is over.</summary>
    /// <param name="reason">Why the frame is wanted again; null if it is not.</param>
    /// <returns>The device that held it; null if another attempt is the one that is held.</returns>
    public DeviceId? End(FrameNumber frame, Attempt attempt, RetryReason? reason)
    {
        Want(frame, reason);
        if (!_held.TryGetValue(frame, out var lease) || lease.Attempt != attempt) return null;
        _held.Remove(frame);
        return lease.Device;
    }

    /// <summary>A frame is wanted again, or no more.</summary>
    public void Want(FrameNumber frame, RetryReason? reason)
    {
        if (reason is { } why) _wantedAgain[frame] = why;
        else _wantedAgain.Remove(frame);
    }

    /// <summary>The job's actor began anew: nothing that was held counts.</summary>
    public IReadOnlyList<DeviceId> Interrupt()
    {
        DeviceId[] holders = [.. Holders];
        foreach (var frame in _held.Keys) _wantedAgain[frame] = RetryReason.Interrupted;
        _held.Clear();
        return holders;
    }
}
