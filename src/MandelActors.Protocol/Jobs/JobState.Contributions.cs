using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Protocol.Jobs;

/// <content>What each device did for the job in all its lives: told by the journal, so a restart forgets none of it.</content>
public sealed partial class JobState
{
    private readonly Dictionary<DeviceId, DeviceShare> _contributions = [];

    /// <summary>What each device did for the job since it was submitted, by device.</summary>
    public IEnumerable<DeviceShare> Contributions => _contributions.Values.OrderBy(share => share.Device.Value, StringComparer.Ordinal);

    private void Credit(FrameCompleted completed)
    {
        var share = ContributionOf(completed.Device);
        _contributions[completed.Device] = share with { Frames = share.Frames + 1, Milliseconds = share.Milliseconds + completed.Milliseconds };
    }

    private void Debit(FrameFailed failed)
    {
        var share = ContributionOf(failed.Device);
        _contributions[failed.Device] = share with { Failures = share.Failures + 1 };
    }

    private DeviceShare ContributionOf(DeviceId device) => _contributions.GetValueOrDefault(device) ?? new DeviceShare(device, 0, 0, 0);
}
