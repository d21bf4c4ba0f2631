namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Fetches finished pictures over a queue of its own, while the kernels of the next ones run.</summary>
/// <remarks>
/// Pictures take turns in a few buffers, each with pinned memory of the same size. Safe from several threads; it lives until it is disposed of and the last
/// picture that is under way has been let go.
/// </remarks>
internal sealed unsafe class OpenClReadback : IDisposable
{
    /// <summary>Buffers that are kept: one being filled, one under way, one being emptied. More pictures in flight get some that are dropped.</summary>
    private const int Kept = 3;

    private readonly object _lock = new();
    private readonly OpenClHandle _context;
    private readonly OpenClHandle _queue;
    private readonly DeviceInfo _info;
    private readonly TimeSpan _patience;
    private readonly DeviceActivity? _activity;
    private readonly List<ReadbackBuffer> _free = [];
    private int _lent;
    private bool _isDisposed;
    private bool _isHung;

    /// <param name="patience">How long a picture may take to come.</param>
    /// <param name="activity">Hears how long they take; null where nobody asks.</param>
    /// <exception cref="OpenClException">There is no queue to be had.</exception>
    public OpenClReadback(OpenClHandle context, nint device, DeviceInfo info, TimeSpan patience, DeviceActivity? activity = null)
    {
        (_context, _info, _patience, _activity) = (context, info, patience, activity);
        var queue = OpenClApi.CreateQueue(context.Value, device, activity is null ? 0 : OpenClApi.QueueProfilingEnable, out var status);
        OpenClException.Check(status, "creating a second queue");
        _queue = new OpenClHandle(queue, &OpenClApi.ReleaseQueue);
    }

    /// <summary>Lends a buffer for a picture; it comes back by <see cref="Return"/>.</summary>
    /// <param name="words">Words of 32 bits that it has room for at least.</param>
    /// <exception cref="OpenClException">There is no memory for it.</exception>
    public ReadbackBuffer Take(long words)
    {
        lock (_lock)
        {
            var place = _free.FindIndex(buffer => buffer.Device.Length >= words);
            var taken = place >= 0 ? _free[place] : ReadbackBuffer.Create(_context, _queue, words);
            if (place >= 0) _free.RemoveAt(place);
            _lent++;
            return taken;
        }
    }

    /// <summary>Starts to fetch what a buffer holds on the device; the kernels that wrote it have ended.</summary>
    public OpenClCommand Begin(ReadbackBuffer buffer, long bytes)
    {
        var status = OpenClApi.EnqueueRead(_queue.Value, buffer.Device.Value, 0, 0, (nuint)bytes, buffer.Host, 0, null, out var command);
        OpenClException.Check(status, "fetching a picture");
        OpenClException.Check(OpenClApi.Flush(_queue.Value), "starting to fetch a picture");
        return new OpenClCommand(command, _activity is { } activity ? time => activity.AddTransfer(time, bytes) : null);
    }

    /// <summary>Waits for a picture.</summary>
    /// <exception cref="DeviceLostException">It does not come.</exception>
    public void Await(OpenClCommand command)
    {
        var status = command.Await(_queue.Value, _patience, out var hasEnded);
        if (!hasEnded) Volatile.Write(ref _isHung, true);
        if (!hasEnded || status != 0)
            throw new DeviceLostException($"{_info.Id} {(hasEnded ? $"failed: {new OpenClException("fetching a picture", status).Message}" : "hangs: a picture does not come")}");
    }

    /// <summary>Takes a buffer back.</summary>
    public void Return(ReadbackBuffer buffer)
    {
        lock (_lock)
        {
            _lent--;
            _free.Add(buffer);
            if (_isDisposed) Release();
            else if (_free.Count > Kept) Drop(_free.MinBy(free => free.Device.Length)!);
        }
    }

    /// <summary>Leaves everything to the driver: the device no longer answers.</summary>
    public void Abandon() => Volatile.Write(ref _isHung, true);

    /// <summary>Lets go of everything, the last of it when the last picture has come back.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            Release();
        }
    }

    private void Release()
    {
        while (_free.Count > 0) Drop(_free[0]);
        if (_lent > 0) return;
        if (_isHung) _queue.SetHandleAsInvalid();
        _queue.Dispose();
    }

    private void Drop(ReadbackBuffer buffer)
    {
        _free.Remove(buffer);
        // What hangs is the driver's: to release it would wait for ever.
        if (!_isHung) buffer.Dispose();
    }
}
