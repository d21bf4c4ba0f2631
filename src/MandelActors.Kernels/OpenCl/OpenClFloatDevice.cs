using MandelActors.Kernels.OpenCl.Deep;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Numerics;

namespace MandelActors.Kernels.OpenCl;

/// <summary>A device without doubles, or with slow ones: counts of views in single precision, with a bound for each (<see cref="SingleRenderer"/>).</summary>
/// <remarks>
/// What it cannot do, the processor does in its place: distances, exponents, given sample points, which are doubles, and views
/// that hold the whole set as a speck. So every scene is rendered on every device.
/// </remarks>
public sealed class OpenClFloatDevice : IDevice
{
    /// <summary>Devices of this kind follow one order of operations in single precision; raised when it changes.</summary>
    public const string KindName = "opencl-float-v1";

    /// <summary>Views whose radius has this power of ten or more hold nothing that a reference is needed for.</summary>
    private const double LargestLog10Radius = 100;

    private readonly OpenClContext _context;
    private readonly OnDemand<SingleRenderer> _renderer;
    private readonly Lazy<CpuDevice> _processor;

    /// <param name="entry">Which device.</param>
    /// <param name="options">How the processor does its part.</param>
    /// <param name="library">Where references come from, shared with others.</param>
    /// <param name="activity">Hears what the device does with its time; null where nobody asks.</param>
    /// <exception cref="DeviceLostException">The driver does not open it.</exception>
    internal OpenClFloatDevice(OpenClDeviceEntry entry, DeviceOptions options, ReferenceLibrary library, DeviceActivity? activity = null)
    {
        References = library;
        Info = entry.Info with { Kind = KindName };
        _context = new OpenClContext(entry, activity: activity);
        _renderer = _context.OnDemand(() => new SingleRenderer(_context, options, library));
        _processor = new(() => new CpuDevice(options, library), LazyThreadSafetyMode.PublicationOnly);
    }

    public DeviceInfo Info { get; }

    public ReferenceLibrary References { get; }

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        task.RequireValid(field.Length);
        cancellationToken.ThrowIfCancellationRequested();
        if (!Suits(task)) return _processor.Value.Render(task, field, cancellationToken);
        try
        {
            return _renderer.Value.Render(task, field, cancellationToken);
        }
        catch (Exception e) when (OpenClDevice.Explained(e, Info.Id) is { } explained)
        {
            throw explained;
        }
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => _processor.Value.Render(task, field, cancellationToken);

    /// <summary>Multiply-adds in a second in single precision.</summary>
    /// <exception cref="DeviceLostException">The device failed.</exception>
    internal double MeasurePeak()
    {
        try
        {
            return PeakRate.Single(_context);
        }
        catch (Exception e) when (OpenClDevice.Explained(e, Info.Id) is { } explained)
        {
            throw explained;
        }
    }

    public void Dispose()
    {
        _renderer.Dispose();
        if (_processor.IsValueCreated) _processor.Value.Dispose();
        _context.Dispose();
    }

    private static bool Suits(EscapeTask task) =>
        task.Grid is null && !task.WithDistance && task.View.Radius.Log10() < LargestLog10Radius && FloatExp.Of(task.View.CentreRe).Exponent < 64 && FloatExp.Of(task.View.CentreIm).Exponent < 64;
}
