using System.IO.Enumeration;

namespace MandelActors.Kernels;

/// <summary>The devices of this machine, by name.</summary>
public sealed class DeviceCatalog
{
    private readonly CpuDeviceOptions _cpuOptions;
    private readonly ReferenceLibrary _library;

    /// <param name="cpuOptions">How the processor works; null for the defaults.</param>
    /// <param name="library">The references that all devices opened here share; null for a new one.</param>
    public DeviceCatalog(CpuDeviceOptions? cpuOptions = null, ReferenceLibrary? library = null)
    {
        _library = library ?? new ReferenceLibrary();
        _cpuOptions = cpuOptions ?? new CpuDeviceOptions();
        Devices = [CpuDevice.Describe(_cpuOptions)];
    }

    /// <summary>What can compute here; the processor is always there.</summary>
    public IReadOnlyList<DeviceInfo> Devices { get; }

    /// <summary>The devices that a selection names.</summary>
    /// <param name="selection">Names separated by commas; <c>*</c> and <c>?</c> stand for any characters, case does not matter.</param>
    /// <returns>Each device once, in the order of <see cref="Devices"/>.</returns>
    /// <exception cref="UnknownDeviceException">A name matches no device.</exception>
    public IReadOnlyList<DeviceInfo> Select(string selection)
    {
        var names = selection.Split(',', StringSplitOptions.TrimEntries);
        foreach (var name in names)
            if (!Devices.Any(device => Matches(name, device)))
                throw Unknown(name);
        return [.. Devices.Where(device => names.Any(name => Matches(name, device)))];
    }

    /// <summary>Makes a device ready to compute; the caller disposes of it.</summary>
    /// <param name="id">A name from <see cref="Devices"/>.</param>
    /// <exception cref="UnknownDeviceException">No device has this name.</exception>
    public IDevice Open(string id)
    {
        if (Devices.All(device => device.Id != id)) throw Unknown(id);
        return new CpuDevice(_cpuOptions, _library);
    }

    private UnknownDeviceException Unknown(string name) =>
        new($"no device is called \"{name}\" here; there is: {string.Join(", ", Devices.Select(device => device.Id))}");

    private static bool Matches(string name, DeviceInfo device) => FileSystemName.MatchesSimpleExpression(name, device.Id, ignoreCase: true);
}
