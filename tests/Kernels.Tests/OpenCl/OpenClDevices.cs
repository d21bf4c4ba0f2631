using MandelActors.Kernels.OpenCl;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>The OpenCL devices of the machine that tests run on.</summary>
internal static class OpenClDevices
{
    private const string None = "no OpenCL device is here: apt-get install pocl-opencl-icd ocl-icd-libopencl1 makes one of the processor";

    /// <summary>The devices, opened by the tests that take their names.</summary>
    public static IReadOnlyList<OpenClDeviceEntry> Entries { get; } = OpenClPlatforms.Discover();

    /// <summary>Why nothing can be tested; null where something can.</summary>
    public static string? Lacking { get; } = Entries.Count == 0 ? None : null;

    /// <summary>One row a device; where there is none, one that is skipped.</summary>
    public static TheoryData<string> Names => [.. Ids];

    /// <summary>The names of those rows.</summary>
    public static IReadOnlyList<string> Ids => Entries.Count == 0 ? ["none"] : [.. Entries.Select(entry => entry.Info.Id)];

    /// <summary>Every device with every view.</summary>
    public static TheoryData<string, string> With(IEnumerable<string> views)
    {
        TheoryData<string, string> rows = [];
        foreach (var id in Ids)
            foreach (var view in views) rows.Add(id, view);
        return rows;
    }

    /// <summary>Opens a device, or skips the test.</summary>
    public static OpenClDevice Open(string name, DeviceOptions? options = null, ReferenceLibrary? library = null)
    {
        Skip.If(Lacking is not null, Lacking);
        return new OpenClDevice(Entries.Single(entry => entry.Info.Id == name), options ?? new DeviceOptions(), library ?? new ReferenceLibrary());
    }

    /// <summary>Opens a device in single precision, or skips the test.</summary>
    public static OpenClFloatDevice OpenFloat(string name, DeviceOptions? options = null)
    {
        Skip.If(Lacking is not null, Lacking);
        return new OpenClFloatDevice(Entries.Single(entry => entry.Info.Id == name), options ?? new DeviceOptions(), new ReferenceLibrary());
    }
}
