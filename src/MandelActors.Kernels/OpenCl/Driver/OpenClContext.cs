using System.Diagnostics;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>One device made ready: its memory, its queue, its programs. Used by one caller at a time.</summary>
/// <remarks>
/// Commands are waited for one by one: each is long beside the few microseconds that this costs, and after each one may cancel.
/// Once one of them did not end, everything that belongs to the device is left to the driver: to release it would wait for ever, too.
/// </remarks>
internal sealed unsafe class OpenClContext : IDisposable
{
    /// <summary>How long a command may take before the device counts as hung: a hundred times what any is cut to.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(20);

    /// <summary>Groups on each compute unit below which it idles.</summary>
    public const int GroupsPerUnit = 4;

    private readonly OpenClDeviceEntry _entry;
    private readonly OpenClHandle _context;
    private readonly OpenClHandle _queue;
    private readonly OpenClPrograms _programs;
    private readonly OnDemand<OpenClTransfers> _transfers;
    private readonly OnDemand<OpenClReadback> _readback;
    private readonly TimeSpan _patience;
    private readonly DeviceActivity? _activity;

    /// <summary>What was taken for something that is being made; null while nothing is.</summary>
    private List<IDisposable>? _parts;

    /// <param name="sources">The programs by name; null for those of <see cref="KernelSources"/>.</param>
    /// <param name="patience">How long a command may take; null for <see cref="UsualPatience"/>.</param>
    /// <param name="activity">Hears what the device does with its time; null where nobody asks.</param>
    /// <exception cref="DeviceLostException">The driver gives no context or no queue.</exception>
    public OpenClContext(OpenClDeviceEntry entry, Func<string, string>? sources = null, TimeSpan? patience = null, DeviceActivity? activity = null)
    {
        _entry = entry;
        _patience = patience ?? UsualPatience;
        _activity = activity;
        var device = entry.Handle;
        var context = OpenClApi.CreateContext(null, 1, &device, null, null, out var status);
        if (status != 0) throw Unopened(new OpenClException("creating a context", status));
        _context = new OpenClHandle(context, &OpenClApi.ReleaseContext, Tenure);
        var queue = OpenClApi.CreateQueue(context, device, activity is null ? 0 : OpenClApi.QueueProfilingEnable, out status);
        if (status != 0)
        {
            _context.Dispose();
            throw Unopened(new OpenClException("creating a queue", status));
        }

        _queue = new OpenClHandle(queue, &OpenClApi.ReleaseQueue, Tenure);
        _programs = new OpenClPrograms(entry, _context, sources ?? KernelSources.Text);
        _transfers = new(() => new OpenClTransfers(_context, _queue, Await, activity));
        _readback = new(() => new OpenClReadback(_context, entry, _patience, activity));
    }

    public DeviceInfo Info => _entry.Info;

    /// <summary>Whether the device still answers.</summary>
    public OpenClTenure Tenure { get; } = new();

    /// <summary>Fetches pictures beside everything else that the device does.</summary>
    /// <exception cref="OpenClException">There is no second queue to be had.</exception>
    public OpenClReadback Readback => _readback.Value;

    /// <summary>Items of a kernel below which a part of the device idles, whatever they take.</summary>
    public long LeastItems(OpenClKernel kernel) => (long)GroupsPerUnit * kernel.GroupSize * Info.ComputeUnits;

    /// <summary>Something made of kernels and buffers of this device.</summary>
    /// <param name="make">Makes it; where it fails, what it had taken is let go.</param>
    public OnDemand<T> OnDemand<T>(Func<T> make) where T : class, IDisposable => new(() => Made(make));

    /// <summary>Takes memory of the device.</summary>
    /// <param name="length">Elements, at least 1.</param>
    /// <exception cref="OpenClException">There is not so much.</exception>
    /// <exception cref="DeviceLostException">The device was lost before.</exception>
    public OpenClBuffer<T> Allocate<T>(long length) where T : unmanaged
    {
        Tenure.RequireHeld();
        var bytes = checked(length * sizeof(T));
        var what = $"taking {Math.Max(1, bytes >> 20)} MiB of {Info.Id}'s memory";
        if (bytes > _entry.LargestBuffer) throw OpenClException.OutOfMemory(what);
        var buffer = OpenClApi.CreateBuffer(_context.Value, OpenClApi.MemoryReadWrite, (nuint)bytes, null, out var status);
        OpenClException.Check(status, what);
        return Part(new OpenClBuffer<T>(new OpenClHandle(buffer, &OpenClApi.ReleaseBuffer, Tenure), length));
    }

    /// <inheritdoc cref="OpenClPrograms.Kernel"/>
    public OpenClKernel Kernel(string program, string kernel) => Part(_programs.Kernel(program, kernel));

    /// <inheritdoc cref="OpenClTransfers.Write"/>
    public void Write<T>(OpenClBuffer<T> buffer, ReadOnlySpan<T> from, long at = 0) where T : unmanaged
    {
        Tenure.RequireHeld();
        _transfers.Value.Write(buffer, from, at);
    }

    /// <inheritdoc cref="OpenClTransfers.Read"/>
    public void Read<T>(OpenClBuffer<T> buffer, Span<T> to, long at = 0) where T : unmanaged
    {
        Tenure.RequireHeld();
        _transfers.Value.Read(buffer, to, at);
    }

    /// <summary>Runs a kernel and waits for it.</summary>
    /// <param name="groups">Groups of <see cref="OpenClKernel.GroupSize"/> items, at least 1.</param>
    /// <exception cref="OpenClException">The kernel failed.</exception>
    /// <exception cref="DeviceLostException">It did not end, or the device was lost before.</exception>
    public void Run(OpenClKernel kernel, long groups)
    {
        Tenure.RequireHeld();
        nuint local = (nuint)kernel.GroupSize, global = (nuint)(groups * kernel.GroupSize);
        OpenClException.Check(OpenClApi.EnqueueKernel(_queue.Value, kernel.Value, 1, null, &global, &local, 0, null, out var done), kernel.Name);
        Await(new OpenClCommand(new OpenClHandle(done, &OpenClApi.ReleaseEvent, Tenure), _activity is null ? null : _activity.AddKernel), kernel.Name);
    }

    /// <summary>Runs a kernel over so many items and waits for it.</summary>
    /// <param name="items">At least 1; what is left over of the last group looks for itself that it has nothing to do.</param>
    /// <returns>How long it took, in seconds.</returns>
    /// <inheritdoc cref="Run"/>
    public double RunTimed(OpenClKernel kernel, long items)
    {
        var started = Stopwatch.GetTimestamp();
        Run(kernel, kernel.GroupsFor(items));
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _readback.Dispose();
        _transfers.Dispose();
        _programs.Dispose();
        _queue.Dispose();
        _context.Dispose();
    }

    private T Made<T>(Func<T> make)
    {
        List<IDisposable> parts = _parts = [];
        try
        {
            return make();
        }
        catch
        {
            foreach (var part in parts) part.Dispose();
            throw;
        }
        finally
        {
            _parts = null;
        }
    }

    private T Part<T>(T part) where T : IDisposable
    {
        _parts?.Add(part);
        return part;
    }

    private void Await(OpenClCommand command, string what)
    {
        OpenClException.Check(command.Await(_queue.Value, _patience, out var hasEnded), what);
        if (!hasEnded) throw Tenure.Abandon($"{Info.Id} hangs: {what} did not end within {_patience.TotalSeconds:f0} s");
    }

    private DeviceLostException Unopened(OpenClException cause) => new($"{Info.Id} cannot be opened: {cause.Message}", cause);
}
