using System.Reflection;
using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>The loader that finds this machine's OpenCL drivers: a shared library of the system's, or none.</summary>
internal static class OpenClLibrary
{
    /// <summary>What <see cref="OpenClApi"/> calls the library in its imports.</summary>
    public const string Name = "OpenCL";

    private static readonly string[] LinuxNames = ["libOpenCL.so.1", "libOpenCL.so"];
    private static readonly string[] WindowsNames = ["OpenCL.dll"];
    private static readonly string[] MacNames = ["/System/Library/Frameworks/OpenCL.framework/OpenCL"];

    private static readonly Lazy<nint> Handle = new(Load);

    static OpenClLibrary() => NativeLibrary.SetDllImportResolver(typeof(OpenClLibrary).Assembly, Resolve);

    /// <summary>Whether there is a loader. Without one this machine has no OpenCL, and nothing of <see cref="OpenClApi"/> may be called.</summary>
    public static bool IsPresent => Handle.Value != 0;

    private static nint Load()
    {
        var names = OperatingSystem.IsWindows() ? WindowsNames : OperatingSystem.IsMacOS() ? MacNames : LinuxNames;
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, out var handle)) return handle;
        return 0;
    }

    private static nint Resolve(string library, Assembly assembly, DllImportSearchPath? path) => library == Name ? Handle.Value : 0;
}
