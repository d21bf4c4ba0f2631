using MandelActors.Kernels;

namespace MandelActors.Benchmarks.OpenCl;

/// <summary>A device that hands over fields, although it could colour them.</summary>
internal sealed class FieldsOnlyDevice(IDevice device) : IDevice
{
    public DeviceInfo Info => device.Info;

    public ReferenceLibrary? References => device.References;

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken) => device.Render(task, field, cancellationToken);

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => device.Render(task, field, cancellationToken);

    public void Dispose()
    {
        // The device stays its owner's.
    }
}
