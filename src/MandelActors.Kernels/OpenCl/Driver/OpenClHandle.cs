using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>An object of OpenCL's that is released once, whoever lets go of it, unless its device was abandoned before.</summary>
internal sealed unsafe class OpenClHandle : SafeHandle
{
    private readonly delegate*<nint, int> _release;

    /// <param name="value">As the function gave it that made the object.</param>
    /// <param name="release">The function that lets it go.</param>
    /// <param name="tenure">Of the device that it belongs to.</param>
    public OpenClHandle(nint value, delegate*<nint, int> release, OpenClTenure tenure)
        : base(0, ownsHandle: true)
    {
        _release = release;
        Tenure = tenure;
        SetHandle(value);
        tenure.Made();
    }

    public override bool IsInvalid => handle == 0;

    public OpenClTenure Tenure { get; }

    /// <summary>For calls; the handle must be kept alive meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The object was let go.</exception>
    public nint Value
    {
        get
        {
            // Drivers do not look: what was released would bring the process down.
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    protected override bool ReleaseHandle()
    {
        if (Tenure.IsAbandoned) return true;
        Tenure.Released();
        return _release(handle) == 0;
    }
}
