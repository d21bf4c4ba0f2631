namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A device that was found.</summary>
/// <param name="Handle">The driver's name for it, good for as long as the process lives.</param>
/// <param name="LargestBuffer">In bytes.</param>
internal sealed record OpenClDeviceEntry(DeviceInfo Info, nint Handle, long LargestBuffer);
