using MandelActors.Farm.Faults;
using MandelActors.Farm.Settings;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;

namespace MandelActors.Farm.Rendering;

/// <summary>The devices this machine offers, set up as its settings say.</summary>
public sealed class NodeDevices
{
    private const string Key = "devices";
    private const string Option = "--devices";

    private readonly DeviceCatalog _catalog;
    private readonly string _offer;
    private readonly Lazy<IReadOnlyList<DeviceInfo>> _offered;

    /// <param name="settings">The kernel's settings, and the devices this machine offers.</param>
    /// <param name="references">Keeps the references of deep frames beyond the process; null keeps none.</param>
    public NodeDevices(NodeSettings settings, IReferenceStore? references = null)
    {
        Options = new DeviceOptions(LanesOf(settings.Kernel.Lanes), settings.Kernel.Threads, settings.Kernel.Shortcuts);
        _catalog = new DeviceCatalog(Options, new ReferenceLibrary(references), NumbersOf(settings.Kernel.Numbers));
        _offer = settings.Devices;
        _offered = new(() => Chosen(_offer, "settings"));
    }

    /// <summary>How devices work here.</summary>
    public DeviceOptions Options { get; }

    /// <summary>The devices that compute for others, and for whoever names none.</summary>
    /// <exception cref="BadInputException">The settings offer a device that is not here.</exception>
    public IReadOnlyList<DeviceInfo> Offered => _offered.Value;

    /// <summary>All that may be named: what is offered, and what computes only if named (<see cref="DeviceInfo.OnlyIfNamed"/>).</summary>
    public IReadOnlyList<DeviceInfo> Listed => [.. _catalog.Devices.Where(IsAllowed)];

    /// <summary>The devices that a list names, each once.</summary>
    /// <param name="list">Ids separated by commas, such as <c>cpu</c>; <c>*</c> and <c>?</c> stand for any characters, <c>gpu</c> for every device that is no processor.</param>
    /// <param name="origin">Where the list stands, for the error: a file, or <c>--devices</c>.</param>
    /// <exception cref="BadInputException">A name stands for no device that may be used here.</exception>
    public IReadOnlyList<DeviceInfo> Select(string list, string origin) => Chosen(list, origin);

    /// <summary>Makes a device ready to be measured: as it is, to be thrown away when it is lost.</summary>
    public IDevice OpenBare(DeviceInfo device) => _catalog.Open(device.Id);

    /// <summary>Makes a device ready to compute, and again whenever it was lost; the caller disposes of it.</summary>
    public IDevice Open(DeviceInfo device)
    {
        ReopenedDevice opened = new(() => _catalog.Open(device.Id));
        return Failpoint.IsArmed(Failpoint.DeviceWrong) ? new WrongDevice(opened) : opened;
    }

    private DeviceInfo[] Chosen(string list, string origin)
    {
        try
        {
            var chosen = _catalog.Select(list).Where(IsAllowed).ToArray();
            return chosen.Length > 0 ? chosen : throw new UnknownDeviceException($"\"{list}\" names no device that the settings offer");
        }
        catch (UnknownDeviceException e)
        {
            // An option of the command line has the key's name itself.
            throw new BadInputException(origin, origin is Option or Key ? "" : Key, e.Message);
        }
    }

    private bool IsAllowed(DeviceInfo device) => _catalog.Allows(_offer, device);

    private static LaneWidth LanesOf(string lanes) => lanes switch
    {
        "512" => LaneWidth.Vector512,
        "256" => LaneWidth.Vector256,
        "128" => LaneWidth.Vector128,
        "scalar" => LaneWidth.Scalar,
        _ => LaneWidth.Auto,
    };

    private static DeviceNumbers NumbersOf(string numbers) => numbers switch
    {
        "double" => DeviceNumbers.Doubles,
        "float" => DeviceNumbers.FloatPairs,
        _ => DeviceNumbers.Auto,
    };
}
