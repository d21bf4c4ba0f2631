using MandelActors.Fractals;

namespace MandelActors.Kernels.OpenCl;

/// <summary>A GPU, or whatever else a driver offers through OpenCL.</summary>
public sealed class OpenClDevice : IDevice
{
    /// <summary>Devices of this kind follow one order of operations in double precision; raised when it changes.</summary>
    public const string KindName = "opencl-double-v1";

    private readonly OpenClContext _context;
    private readonly Lazy<EscapeRenderer> _escape;

    /// <param name="entry">Which device.</param>
    /// <param name="shortcuts">Whether pixels may be proven interior instead of being followed to the limit.</param>
    /// <exception cref="DeviceLostException">The driver does not open it.</exception>
    internal OpenClDevice(OpenClDeviceEntry entry, bool shortcuts)
    {
        _context = new OpenClContext(entry);
        _escape = new(() => new EscapeRenderer(_context, shortcuts));
    }

    public DeviceInfo Info => _context.Info;

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        task.RequireValid(field.Length);
        if (task.WithDistance) throw new NotSupportedException($"{Info.Id} measures no distances.");
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return _escape.Value.Render(task.Grid ?? PixelGrid.Of(task.View, task.OffsetX, task.OffsetY), task, field, cancellationToken);
        }
        catch (OpenClException e) when (!e.IsOutOfMemory)
        {
            throw new DeviceLostException($"{Info.Id} failed: {e.Message}", e);
        }
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => throw new NotSupportedException($"{Info.Id} computes no exponents.");

    public void Dispose()
    {
        if (_escape.IsValueCreated) _escape.Value.Dispose();
        _context.Dispose();
    }
}
