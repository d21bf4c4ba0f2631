using System.IO.Enumeration;
using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels;

/// <summary>The devices of this machine, by name.</summary>
/// <remarks>OpenCL's drivers take a moment to load: nobody asks for them who names only the processor.</remarks>
public sealed class DeviceCatalog
{
    /// <summary>Stands for every device that is no processor.</summary>
    public const string AllGpus = "gpu";

    private readonly DeviceOptions _options;
    private readonly ReferenceLibrary _library;
    private readonly DeviceNumbers _numbers;
    private readonly DeviceInfo _cpu;
    private readonly Lazy<IReadOnlyList<OpenClDeviceEntry>> _openCl;

    /// <param name="options">How devices work; null for the defaults.</param>
    /// <param name="library">The references that all devices opened here share; null for a new one.</param>
    /// <param name="numbers">In which numbers devices of OpenCL compute.</param>
    public DeviceCatalog(DeviceOptions? options = null, ReferenceLibrary? library = null, DeviceNumbers numbers = DeviceNumbers.Auto)
        : this(options, library, OpenClPlatforms.Discover, numbers)
    {
    }

    /// <param name="discover">Finds what OpenCL offers; asked once, and only when needed.</param>
    internal DeviceCatalog(DeviceOptions? options, ReferenceLibrary? library, Func<IReadOnlyList<OpenClDeviceEntry>> discover, DeviceNumbers numbers = DeviceNumbers.Auto)
    {
        _numbers = numbers;
        _openCl = new(() => OpenClDeviceEntry.WithTwinsMarked([.. discover().Select(InItsNumbers).OfType<OpenClDeviceEntry>()]));
        _library = library ?? new ReferenceLibrary();
        _options = options ?? new DeviceOptions();
        _cpu = CpuDevice.Describe(_options);
    }

    /// <summary>What can compute here: the processor, which is always there, then what OpenCL offers, platform by platform.</summary>
    public IReadOnlyList<DeviceInfo> Devices => [_cpu, .. _openCl.Value.Select(entry => entry.Info)];

    /// <summary>The devices that a selection names.</summary>
    /// <param name="selection">Names separated by commas; <c>*</c> and <c>?</c> stand for any characters, <c>gpu</c> for every device that is no
    /// processor, case does not matter. A device with <see cref="DeviceInfo.OnlyIfNamed"/> is named in full or not at all.</param>
    /// <returns>Each device once, in the order of <see cref="Devices"/>.</returns>
    /// <exception cref="UnknownDeviceException">A name stands for no device.</exception>
    public IReadOnlyList<DeviceInfo> Select(string selection)
    {
        var names = selection.Split(',', StringSplitOptions.TrimEntries);
        if (names.All(name => IsName(name, _cpu))) return [_cpu];
        var devices = Devices;
        foreach (var name in names)
            if (!devices.Any(device => Selects(name, device)))
                throw Unknown(name);
        return [.. devices.Where(device => names.Any(name => Selects(name, device)))];
    }

    /// <summary>Whether a selection lets a device be used by those who name it.</summary>
    /// <param name="selection">As for <see cref="Select"/>, but here <c>*</c> stands for devices with <see cref="DeviceInfo.OnlyIfNamed"/>, too.</param>
    public bool Allows(string selection, DeviceInfo device) =>
        selection.Split(',', StringSplitOptions.TrimEntries).Any(name => Matches(name, device) || Selects(name, device));

    /// <summary>Makes a device ready to compute; the caller disposes of it.</summary>
    /// <param name="id">A name from <see cref="Devices"/>.</param>
    /// <param name="activity">Hears what the device does with its time, unless it is the processor; null where nobody asks.</param>
    /// <exception cref="UnknownDeviceException">No device has this name.</exception>
    /// <exception cref="DeviceLostException">Its driver does not open it.</exception>
    public IDevice Open(string id, DeviceActivity? activity = null)
    {
        if (id == _cpu.Id) return new CpuDevice(_options, _library);
        var entry = _openCl.Value.FirstOrDefault(entry => entry.Info.Id == id) ?? throw Unknown(id);
        return entry.Info.Kind == OpenClFloatDevice.KindName ? new OpenClFloatDevice(entry, _options, _library, activity) : new OpenClDevice(entry, _options, _library, activity);
    }

    /// <summary>A device as it computes here; null for one that cannot.</summary>
    private OpenClDeviceEntry? InItsNumbers(OpenClDeviceEntry entry) => _numbers switch
    {
        DeviceNumbers.FloatPairs => InFloats(entry),
        _ when entry.Info.HasFloat64 => entry,
        DeviceNumbers.Auto => InFloats(entry),
        _ => null,
    };

    private static OpenClDeviceEntry InFloats(OpenClDeviceEntry entry) => entry with { Info = entry.Info with { Kind = OpenClFloatDevice.KindName } };

    private UnknownDeviceException Unknown(string name) =>
        new($"no device is called \"{name}\" here; there is: {string.Join(", ", Devices.Select(device => device.Id))}");

    private bool Selects(string name, DeviceInfo device) =>
        IsName(name, device) || (!device.OnlyIfNamed && (Matches(name, device) || (IsGpu(device) && name.Equals(AllGpus, StringComparison.OrdinalIgnoreCase))));

    private bool IsGpu(DeviceInfo device) => device.Id != _cpu.Id;

    private static bool IsName(string name, DeviceInfo device) => name.Equals(device.Id, StringComparison.OrdinalIgnoreCase);

    private static bool Matches(string name, DeviceInfo device) => FileSystemName.MatchesSimpleExpression(name, device.Id, ignoreCase: true);
}
