using MandelActors.Kernels;

namespace MandelActors.Benchmarks.Farm;

/// <summary>Has every frame at once, each pixel the same: what is left is the farm's own work.</summary>
internal sealed class IdleDevice(string id) : IDevice
{
    public DeviceInfo Info { get; } = new(id, "idle", "idle", "none", 1, 0, true, "none");

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        field.Clear();
        return default;
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) =>
        throw new NotSupportedException("this benchmark draws no exponents");

    public void Dispose()
    {
    }
}
