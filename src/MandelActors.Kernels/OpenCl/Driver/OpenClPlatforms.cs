using System.Text;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Finds the OpenCL devices of this machine.</summary>
internal static unsafe class OpenClPlatforms
{
    /// <summary>Every device that could compute here, platform by platform; none without a loader, or where no driver is installed.</summary>
    /// <remarks>A driver that answers with an error is passed over: what is broken must not hide what works.</remarks>
    public static IReadOnlyList<OpenClDeviceEntry> Discover()
    {
        if (!OpenClLibrary.IsPresent || OpenClApi.GetPlatforms(0, null, out var count) != 0 || count == 0) return [];
        var platforms = new nint[count];
        fixed (nint* first = platforms)
            if (OpenClApi.GetPlatforms(count, first, out _) != 0) return [];
        return [.. platforms.SelectMany((platform, index) => DevicesOf(platform, index))];
    }

    private static List<OpenClDeviceEntry> DevicesOf(nint platform, int platformIndex)
    {
        List<OpenClDeviceEntry> entries = [];
        if (OpenClApi.GetDevices(platform, OpenClApi.DeviceTypeAll, 0, null, out var count) != 0 || count == 0) return entries;
        var devices = new nint[count];
        fixed (nint* first = devices)
            if (OpenClApi.GetDevices(platform, OpenClApi.DeviceTypeAll, count, first, out _) != 0) return entries;
        for (var index = 0; index < devices.Length; index++)
            if (Describe(devices[index], $"opencl:{platformIndex}:{index}") is { } entry) entries.Add(entry with { Platform = platformIndex });
        return entries;
    }

    /// <summary>Null for a device that cannot be used: switched off, or without a compiler.</summary>
    private static OpenClDeviceEntry? Describe(nint device, string id)
    {
        if (Number<uint>(device, OpenClApi.DeviceIsAvailable) == 0 || Number<uint>(device, OpenClApi.DeviceIsCompilerAvailable) == 0) return null;
        var hasFloat64 = Text(device, OpenClApi.DeviceExtensions).Split(' ').Contains("cl_khr_fp64") || Number<ulong>(device, OpenClApi.DeviceDoubleConfiguration) != 0;
        var info = new DeviceInfo(
            id,
            OpenClDevice.KindName,
            Text(device, OpenClApi.DeviceName),
            Text(device, OpenClApi.DeviceVendor),
            (int)Number<uint>(device, OpenClApi.DeviceMaxComputeUnits),
            (long)Number<ulong>(device, OpenClApi.DeviceGlobalMemory),
            hasFloat64,
            $"{Text(device, OpenClApi.DeviceVersion)}, driver {Text(device, OpenClApi.DriverVersion)}")
        {
            IsProcessor = (Number<ulong>(device, OpenClApi.DeviceType) & OpenClApi.DeviceTypeCpu) != 0,
        };
        return new OpenClDeviceEntry(info, device, (long)Number<ulong>(device, OpenClApi.DeviceMaxMemoryAllocation)) { Address = PciAddress.Of(name => Bytes(device, name)) };
    }

    private static T Number<T>(nint device, uint name) where T : unmanaged
    {
        T value = default;
        return OpenClApi.GetDeviceInfo(device, name, (nuint)sizeof(T), &value, out _) == 0 ? value : default;
    }

    // Names come padded, and with a zero at their end.
    private static string Text(nint device, uint name) => Encoding.UTF8.GetString(Bytes(device, name)).Trim('\0', ' ');

    private static byte[] Bytes(nint device, uint name)
    {
        if (OpenClApi.GetDeviceInfo(device, name, 0, null, out var size) != 0 || size == 0) return [];
        var bytes = new byte[size];
        fixed (byte* first = bytes)
            return OpenClApi.GetDeviceInfo(device, name, size, first, out _) == 0 ? bytes : [];
    }
}
