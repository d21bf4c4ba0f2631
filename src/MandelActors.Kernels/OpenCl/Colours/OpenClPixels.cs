using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.OpenCl.Colours;

/// <summary>A picture on its way from an OpenCL device.</summary>
internal sealed unsafe class OpenClPixels : IDevicePixels
{
    private readonly OpenClReadback _readback;
    private readonly long _bytes;
    private ReadbackBuffer? _buffer;

    /// <param name="buffer">Holds the picture on the device; goes back to <paramref name="readback"/>.</param>
    /// <param name="bytes">How many come.</param>
    public OpenClPixels(OpenClReadback readback, ReadbackBuffer buffer, long bytes, bool areIndices)
    {
        (_readback, _buffer, _bytes, AreIndices) = (readback, buffer, bytes, areIndices);
        readback.Begin(buffer, bytes);
    }

    public bool AreIndices { get; }

    public void CopyTo(Span<byte> pixels)
    {
        ObjectDisposedException.ThrowIf(_buffer is null, this);
        if (pixels.Length != _bytes) throw new ArgumentException($"There is room for {pixels.Length} bytes of {_bytes}.", nameof(pixels));
        _readback.Await(_buffer);
        new ReadOnlySpan<byte>(_buffer.Host, pixels.Length).CopyTo(pixels);
        GiveBack();
    }

    public void Dispose()
    {
        if (_buffer is null) return;
        try
        {
            // Nobody else may have the buffer while the device writes into it.
            _readback.Await(_buffer);
        }
        catch (DeviceLostException)
        {
            // Whoever uses the device next hears of it, and nobody gets the buffer.
        }

        GiveBack();
    }

    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer) _readback.Return(buffer);
    }
}
