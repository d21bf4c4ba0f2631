using System.Diagnostics.Metrics;
using MandelActors.Farm.Links;
using MandelActors.Farm.Seeds.Observing;
using MandelActors.Farm.Transport;

namespace MandelActors.Farm.Nodes;

/// <summary>What a node measures of itself, for whoever exports it: a node listens nowhere. Seeds/Observing/README.md has the table.</summary>
internal sealed class NodeMeter : IDisposable
{
    private readonly Meter _meter;

    /// <param name="spool">Scope of the meter: several nodes of one process are told apart by it.</param>
    /// <param name="isLinked">Whether the node has a link to a seed.</param>
    public NodeMeter(IReadOnlyList<NodeDevice> devices, FrameSpool spool, Func<bool> isLinked)
    {
        _meter = new Meter(new MeterOptions(FarmMeter.Name) { Scope = spool, Version = ProgramVersion.Current });
        _meter.CreateObservableGauge("mandel_node_linked", () => isLinked() ? 1.0 : 0.0, null, "1 while this node has a link to a seed");
        _meter.CreateObservableCounter("mandel_node_device_busy_seconds_total", () => devices.Select(device => Of(device, device.Use.BusySeconds)), "s", "How long a device of this node computed");
        _meter.CreateObservableCounter("mandel_node_frames_computed_total", () => devices.Select(device => Of(device, device.Use.Frames)), "{frame}", "Frames that a device of this node computed");
        _meter.CreateObservableGauge("mandel_node_spool_frames", () => (double)spool.Content.Frames, "{frame}", "Finished frames that no seed has taken yet");
        _meter.CreateObservableGauge("mandel_node_spool_bytes", () => (double)spool.Content.Bytes, "By", "Bytes of finished frames that no seed has taken yet");
    }

    public void Dispose() => _meter.Dispose();

    private static Measurement<double> Of(NodeDevice device, double value) => new(value, new KeyValuePair<string, object?>("device", device.Id.Value));
}
