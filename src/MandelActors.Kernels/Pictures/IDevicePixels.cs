namespace MandelActors.Kernels.Pictures;

/// <summary>A finished picture on its way from a device. Whoever waits for it keeps no device busy; any thread may.</summary>
public interface IDevicePixels : IDisposable
{
    /// <summary>Whether it is indices that come, a byte a pixel, and not three bytes of red, green and blue.</summary>
    bool AreIndices { get; }

    /// <summary>Waits until they are here and hands them over. To be called once.</summary>
    /// <param name="pixels">Row-major, as many bytes as there are.</param>
    /// <exception cref="DeviceLostException">They do not come.</exception>
    void CopyTo(Span<byte> pixels);
}
