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

    public void Dispose() => Close();

    private IDevice Opened() => _device ??= _open();

    private void Close()
    {
        _device?.Dispose();
        _device = null;
    }
}
