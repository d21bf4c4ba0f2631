using MandelActors.Farm.Settings;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Rendering;

/// <summary>The devices of this machine, by the names users give them.</summary>
public sealed class DeviceCatalog
{
    private readonly CpuDeviceOptions _cpu;
    private readonly string _offered;

    /// <param name="settings">The kernel's settings, and the devices this machine offers.</param>
    public DeviceCatalog(NodeSettings settings)
    {
        _cpu = new CpuDeviceOptions(LanesOf(settings.Kernel.Lanes), settings.Kernel.Threads, settings.Kernel.Shortcuts);
        _offered = settings.Devices;
    }

    /// <summary>How the CPU device works here.</summary>
    public CpuDeviceOptions Cpu => _cpu;

    /// <summary>Everything that can compute here.</summary>
    public IReadOnlyList<DeviceInfo> All => [CpuDevice.Describe(_cpu)];

    /// <summary>The devices that a list names and this machine offers, each once, in the list's order.</summary>
    /// <param name="list">Ids or kinds separated by commas, such as <c>cpu</c>; <c>*</c> for all.</param>
    /// <param name="origin">Where the list stands, for the error: a file, or <c>--devices</c>.</param>
    /// <exception cref="BadInputException">A name stands for no device here.</exception>
    public IReadOnlyList<DeviceInfo> Select(string list, string origin)
    {
        var offered = Named(_offered, All, "settings");
        return Named(list, offered, origin);
    }

    /// <summary>Opens a device; the caller disposes of it.</summary>
    public IDevice Open(DeviceInfo device) => device.Kind == CpuDevice.KindName
        ? new CpuDevice(_cpu)
        : throw new ArgumentException($"{device.Id} is no device of this machine", nameof(device));

    private static DeviceInfo[] Named(string list, IReadOnlyList<DeviceInfo> devices, string origin)
    {
        var chosen = new List<DeviceInfo>();
        foreach (var name in list.Split(','))
        {
            var found = devices.Where(device => name == "*" || device.Id == name || device.Kind == name).ToList();
            if (found.Count == 0)
            {
                var ids = devices.Select(device => device.Id).ToList();
                throw new BadInputException(origin, "devices", $"no device \"{name}\" here{NearestKey.Suggestion(name, ids)}; there are: {string.Join(", ", ids)}, or * for all");
            }

            chosen.AddRange(found);
        }

        return [.. chosen.Distinct()];
    }

    private static LaneWidth LanesOf(string lanes) => lanes switch
    {
        "512" => LaneWidth.Vector512,
        "256" => LaneWidth.Vector256,
        "128" => LaneWidth.Vector128,
        "scalar" => LaneWidth.Scalar,
        _ => LaneWidth.Auto,
    };
}
