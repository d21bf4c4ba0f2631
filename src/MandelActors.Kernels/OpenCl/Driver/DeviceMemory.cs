namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A buffer that grows with what is asked of it and is kept from frame to frame.</summary>
internal sealed class DeviceMemory<T>(OpenClContext context) : IDisposable where T : unmanaged
{
    private OpenClBuffer<T>? _buffer;

    /// <summary>The buffer; its contents are whatever was there, nothing after a growth.</summary>
    /// <exception cref="InvalidOperationException">Nothing was reserved.</exception>
    public OpenClBuffer<T> Buffer => _buffer ?? throw new InvalidOperationException("nothing was reserved");

    /// <summary>Makes room.</summary>
    /// <param name="length">Elements, at least 1.</param>
    /// <exception cref="OpenClException">There is not so much; there is then no room at all.</exception>
    public OpenClBuffer<T> Reserve(long length)
    {
        if (_buffer is { } kept && kept.Length >= length) return kept;
        // First let go of the old one: often there is no room for both.
        _buffer?.Dispose();
        _buffer = null;
        return _buffer = context.Allocate<T>(length);
    }

    public void Dispose() => _buffer?.Dispose();
}
