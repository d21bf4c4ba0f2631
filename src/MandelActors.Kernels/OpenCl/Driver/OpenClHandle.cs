using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>An object of OpenCL's that is released once, whoever lets go of it.</summary>
internal sealed unsafe class OpenClHandle : SafeHandle
{
    private readonly delegate*<nint, int> _release;

    /// <param name="value">As the function gave it that made the object.</param>
    /// <param name="release">The function that lets it go.</param>
    public OpenClHandle(nint value, delegate*<nint, int> release)
        : base(0, ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>For calls; the handle must be kept alive meanwhile.</summary>
    public nint Value => handle;

    protected override bool ReleaseHandle() => _release(handle) == 0;
}
