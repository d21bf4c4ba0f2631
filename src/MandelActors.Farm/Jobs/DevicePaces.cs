using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Jobs;

/// <summary>How long each device is busy with a frame of this job, of late.</summary>
internal sealed class DevicePaces
{
    /// <summary>The weight of the newest frame: the last five count for about two thirds, as frames of a zoom grow slowly.</summary>
    private const double Newest = 0.2;

    private readonly Dictionary<DeviceId, double> _seconds = [];

    public void Add(DeviceId device, int milliseconds)
    {
        double seconds = Math.Max(milliseconds, 1) / 1000.0;
        _seconds[device] = _seconds.TryGetValue(device, out double before) ? before + (Newest * (seconds - before)) : seconds;
    }

    /// <summary>Seconds a frame; null before the device's first.</summary>
    public double? Of(DeviceId device) => _seconds.TryGetValue(device, out double seconds) ? seconds : null;
}
