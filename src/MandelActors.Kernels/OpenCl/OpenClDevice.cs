using MandelActors.Fractals;
using MandelActors.Kernels.OpenCl.Colours;
using MandelActors.Kernels.OpenCl.Deep;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.OpenCl.Escape;
using MandelActors.Kernels.OpenCl.Lyapunov;
using MandelActors.Kernels.Pictures;

namespace MandelActors.Kernels.OpenCl;

/// <summary>A GPU, or whatever else a driver offers through OpenCL.</summary>
public sealed class OpenClDevice : IDevice
{
    /// <summary>Devices of this kind follow one order of operations in double precision; raised when it changes.</summary>
    public const string KindName = "opencl-double-v1";

    private readonly OpenClContext _context;
    private readonly DeviceOptions _options;
    private readonly OnDemand<EscapeRenderer> _escape;
    private readonly OnDemand<PerturbedRenderer> _perturbed;
    private readonly OnDemand<LyapunovRenderer> _lyapunov;
    private readonly OnDemand<ColourLaunches> _colour;

    /// <param name="entry">Which device.</param>
    /// <param name="options">How it works; what the processor alone has is not looked at.</param>
    /// <param name="library">Where references come from, shared with others.</param>
    /// <param name="activity">Hears what the device does with its time; null where nobody asks.</param>
    /// <exception cref="DeviceLostException">The driver does not open it.</exception>
    internal OpenClDevice(OpenClDeviceEntry entry, DeviceOptions options, ReferenceLibrary library, DeviceActivity? activity = null)
    {
        (_options, References) = (options, library);
        _context = new OpenClContext(entry, activity: activity);
        _escape = _context.OnDemand(() => new EscapeRenderer(_context, options.InteriorShortcuts));
        _perturbed = _context.OnDemand(() => new PerturbedRenderer(_context, options, library));
        _lyapunov = _context.OnDemand(() => new LyapunovRenderer(_context));
        _colour = _context.OnDemand(() => new ColourLaunches(_context));
    }

    public DeviceInfo Info => _context.Info;

    public ReferenceLibrary References { get; }

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        task.RequireValid(field.Length);
        try
        {
            var statistics = Compute(task, out var computed, cancellationToken);
            _context.Read(computed, field);
            return statistics;
        }
        catch (Exception e) when (Explained(e, Info.Id) is { } explained)
        {
            throw explained;
        }
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
    {
        task.RequireValid(field.Length);
        try
        {
            var statistics = Compute(task, out var computed, cancellationToken);
            _context.Read(computed, field);
            return statistics;
        }
        catch (Exception e) when (Explained(e, Info.Id) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Multiply-adds in a second in double and in single precision; null for numbers that the device has not.</summary>
    /// <exception cref="DeviceLostException">The device failed.</exception>
    internal (double? Double, double? Single) MeasurePeak()
    {
        try
        {
            return (Info.HasFloat64 ? PeakRate.Double(_context) : null, PeakRate.Single(_context));
        }
        catch (Exception e) when (Explained(e, Info.Id) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>Colours are mapped in double precision, or not here.</summary>
    /// <exception cref="DeviceUnsuitedException">There is no memory for the picture.</exception>
    /// <inheritdoc/>
    public IDevicePicture? BeginPicture(PictureTask picture) =>
        Info.HasFloat64 ? Watched(() => WithRoom(() => new OpenClPicture(this, picture, _colour.Value, _context.Readback))) : null;

    public void Dispose()
    {
        DropRenderers();
        _colour.Dispose();
        _context.Dispose();
    }

    /// <summary>Computes a field and leaves it on the device, until the next one is computed.</summary>
    internal EscapeStatistics Compute(EscapeTask task, out OpenClBuffer<double> field, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (var statistics, field) = WithRoom(() =>
        {
            var statistics = _options.TakesPlainly(task)
                ? _escape.Value.Compute(task.Grid ?? PixelGrid.Of(task.View, task.OffsetX, task.OffsetY), task, out var computed, cancellationToken)
                : _perturbed.Value.Compute(task, out computed, cancellationToken);
            return (statistics, computed);
        });
        return statistics;
    }

    /// <inheritdoc cref="Compute(EscapeTask, out OpenClBuffer{double}, CancellationToken)"/>
    internal LyapunovStatistics Compute(LyapunovTask task, out OpenClBuffer<double> field, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        (var statistics, field) = WithRoom(() => (_lyapunov.Value.Compute(task, out var computed, cancellationToken), computed));
        return statistics;
    }

    /// <summary>Does something on the device.</summary>
    /// <exception cref="DeviceLostException">The device failed at it.</exception>
    /// <exception cref="DeviceUnsuitedException">It is not up to it.</exception>
    internal T Watched<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (Explained(e, Info.Id) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>What a driver's refusal means for whoever wants a frame; null for what is no refusal of a driver's.</summary>
    internal static Exception? Explained(Exception cause, string device) => cause switch
    {
        OpenClException { IsOutOfMemory: true } => new DeviceUnsuitedException($"{device} has not the memory for this picture ({cause.Message}): a smaller one, or another device, is needed", cause),
        OpenClBuildException => new DeviceUnsuitedException($"{cause.Message}: another driver, or another device, is needed", cause),
        OpenClException => new DeviceLostException($"{device} failed: {cause.Message}", cause),
        _ => null,
    };

    /// <summary>Does something for which there is no room as long as the memory of frames before is kept, perhaps of another kind: then without it.</summary>
    private T WithRoom<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (OpenClException e) when (e.IsOutOfMemory)
        {
            DropRenderers();
            return work();
        }
    }

    private void DropRenderers()
    {
        _perturbed.Dispose();
        _escape.Dispose();
        _lyapunov.Dispose();
    }
}
