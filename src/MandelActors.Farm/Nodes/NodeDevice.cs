using MandelActors.Kernels;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Nodes;

/// <summary>A device of this process under its name in the farm. The node's caller owns the device and disposes of it.</summary>
public sealed record NodeDevice(DeviceId Id, IDevice Device)
{
    /// <summary>How much it was used.</summary>
    public DeviceUse Use { get; } = new();
}
