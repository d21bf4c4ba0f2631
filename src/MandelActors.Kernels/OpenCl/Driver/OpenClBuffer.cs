namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Memory of a device.</summary>
/// <typeparam name="T">Its elements, laid out as in the kernels.</typeparam>
internal sealed class OpenClBuffer<T> : IDisposable where T : unmanaged
{
    private readonly OpenClHandle _handle;

    internal OpenClBuffer(OpenClHandle handle, long length)
    {
        _handle = handle;
        Length = length;
    }

    /// <summary>Elements it has room for.</summary>
    public long Length { get; }

    public nint Value => _handle.Value;

    public void Dispose() => _handle.Dispose();
}
