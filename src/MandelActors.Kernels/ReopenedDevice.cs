using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels;

/// <summary>A device that is opened anew, by the next call, after it was lost.</summary>
/// <remarks>Whoever called hears of the loss; who calls again, after a pause or not, is the caller's decision.</remarks>
public sealed class ReopenedDevice : IDevice
{
    private readonly Func<IDevice> _open;
    private IDevice? _device;

    /// <param name="open">Opens the device; called at once, and again after every loss.</param>
    public ReopenedDevice(Func<IDevice> open)
    {
        _open = open;
        _device = open();
        Info = _device.Info;
        References = _device.References;
    }

    public DeviceInfo Info { get; }

    public ReferenceLibrary? References { get; }

    /// <inheritdoc/>
    /// <exception cref="DeviceLostException">The device was lost meanwhile.</exception>
    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        try
        {
            return Opened().Render(task, field, cancellationToken);
        }
        catch (DeviceLostException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="DeviceLostException">The device was lost meanwhile.</exception>
    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
    {
        try
        {
            return Opened().Render(task, field, cancellationToken);
        }
        catch (DeviceLostException)
        {
            Close();
            throw;
        }
    }

    /// <inheritdoc/>
    public IDevicePicture? BeginPicture(PictureTask picture) =>
        Watched(() => Opened().BeginPicture(picture)) is { } begun ? new WatchedPicture(this, begun) : null;

    public void Dispose() => Close();

    private IDevice Opened() => _device ??= _open();

    private T Watched<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DeviceLostException)
        {
            Close();
            throw;
        }
    }

    private void Close()
    {
        var lost = _device;
        // First: what fails to close is opened anew all the same.
        _device = null;
        lost?.Dispose();
    }

    /// <summary>A picture whose device is opened anew after it was lost, although the picture is lost with it.</summary>
    private sealed class WatchedPicture(ReopenedDevice device, IDevicePicture picture) : IDevicePicture
    {
        public EscapeStatistics Render(EscapeTask task, CancellationToken cancellationToken) => device.Watched(() => picture.Render(task, cancellationToken));

        public LyapunovStatistics Render(LyapunovTask task, CancellationToken cancellationToken) => device.Watched(() => picture.Render(task, cancellationToken));

        public double[] ValuesAt(IReadOnlyList<int> places) => device.Watched(() => picture.ValuesAt(places));

        public double[] ValuesEvery(int step) => device.Watched(() => picture.ValuesEvery(step));

        public (double Least, double Largest) Range() => device.Watched(picture.Range);

        public void Colour(IndexRule rule) => device.Watched(() =>
        {
            picture.Colour(rule);
            return true;
        });

        public IDevicePixels Finish() => device.Watched(picture.Finish);

        public void Dispose() => picture.Dispose();
    }
}
