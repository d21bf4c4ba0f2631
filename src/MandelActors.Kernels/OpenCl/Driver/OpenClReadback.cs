namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Fetches finished pictures over a queue of its own, while the kernels of the next ones run.</summary>
/// <remarks>
/// Pictures take turns in a few buffers, each with pinned memory of the same size. Safe from several threads; it lives until it is disposed of and the last
/// picture that is under way has been let go. Whoever waits for a picture cannot open the device anew: where one does not come, all that the device is
/// asked for next is refused, and whoever asks hears of the loss.
/// </remarks>
internal sealed unsafe class OpenClReadback : IDisposable
{
    /// <summary>Buffers that are kept: one being filled, one under way, one being emptied. More pictures in flight get some that are dropped.</summary>
    private const int Kept = 3;

    private readonly object _lock = new();
    private readonly OpenClHandle _context;
    private readonly OpenClHandle _queue;
    private readonly OpenClTenure _tenure;
    private readonly OpenClDeviceEntry _entry;
    private readonly TimeSpan _patience;
    private readonly DeviceActivity? _activity;
    private readonly List<ReadbackBuffer> _free = [];

    /// <summary>Who needs the queue: the owner until it disposes of this, and everyone who has a buffer.</summary>
    private int _users = 1;

    private bool _isDisposed;

    /// <param name="patience">How long a picture may take to come.</param>
    /// <param name="activity">Hears how long they take; null where nobody asks.</param>
    /// <exception cref="OpenClException">There is no queue to be had.</exception>
    public OpenClReadback(OpenClHandle context, OpenClDeviceEntry entry, TimeSpan patience, DeviceActivity? activity = null)
    {
        (_context, _tenure, _entry, _patience, _activity) = (context, context.Tenure, entry, patience, activity);
        var queue = OpenClApi.CreateQueue(context.Value, entry.Handle, activity is null ? 0 : OpenClApi.QueueProfilingEnable, out var status);
        OpenClException.Check(status, "creating a second queue");
        _queue = new OpenClHandle(queue, &OpenClApi.ReleaseQueue, _tenure);
    }

    /// <summary>Lends a buffer for a picture; it comes back by <see cref="Return"/>.</summary>
    /// <param name="words">Words of 32 bits that it has room for at least.</param>
    /// <exception cref="OpenClException">There is no memory for it.</exception>
    /// <exception cref="DeviceLostException">The device was lost before.</exception>
    public ReadbackBuffer Take(long words)
    {
        _tenure.RequireHeld();
        lock (_lock)
        {
            _users++;
            if (_free.Find(buffer => buffer.Device.Length >= words) is { } kept)
            {
                _free.Remove(kept);
                return kept;
            }
        }

        try
        {
            return ReadbackBuffer.Create(_context, _entry, _queue, words);
        }
        catch
        {
            Leave();
            throw;
        }
    }

    /// <summary>Starts to fetch what a buffer holds on the device; the kernels that wrote it have ended.</summary>
    /// <exception cref="OpenClException">The driver refuses.</exception>
    /// <exception cref="DeviceLostException">The device was lost before.</exception>
    public void Begin(ReadbackBuffer buffer, long bytes)
    {
        _tenure.RequireHeld();
        var status = OpenClApi.EnqueueRead(_queue.Value, buffer.Device.Value, 0, 0, (nuint)bytes, buffer.Host, 0, null, out var command);
        OpenClException.Check(status, "fetching a picture");
        var done = new OpenClHandle(command, &OpenClApi.ReleaseEvent, _tenure);
        buffer.Reading = new OpenClCommand(done, _activity is { } activity ? time => activity.AddTransfer(time, bytes) : null);
        OpenClException.Check(OpenClApi.Flush(_queue.Value), "starting to fetch a picture");
    }

    /// <summary>Waits for the picture that was begun in a buffer.</summary>
    /// <exception cref="DeviceLostException">It does not come, or the device was lost before.</exception>
    public void Await(ReadbackBuffer buffer)
    {
        _tenure.RequireHeld();
        if (buffer.Reading is not { } reading) return;
        var status = reading.Await(_queue.Value, _patience, out var hasEnded);
        if (hasEnded) buffer.Reading = null;
        if (status != 0) throw _tenure.Lose($"{_entry.Info.Id} failed: {new OpenClException("fetching a picture", status).Message}");
        if (!hasEnded) throw _tenure.Abandon($"{_entry.Info.Id} hangs: a picture does not come");
    }

    /// <summary>Takes a buffer back.</summary>
    public void Return(ReadbackBuffer buffer)
    {
        SurplusOf(buffer)?.Dispose();
        Leave();
    }

    /// <summary>Lets go of everything, the last of it when the last picture has come back.</summary>
    public void Dispose()
    {
        ReadbackBuffer[] free;
        lock (_lock)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            free = [.. _free];
            _free.Clear();
        }

        foreach (var buffer in free) buffer.Dispose();
        Leave();
    }

    /// <summary>Keeps a buffer for others, if anybody else may have it.</summary>
    /// <returns>The one to be disposed of instead; null for none.</returns>
    private ReadbackBuffer? SurplusOf(ReadbackBuffer buffer)
    {
        lock (_lock)
        {
            if (_isDisposed || _tenure.IsLost || buffer.Reading is not null) return buffer;
            _free.Add(buffer);
            if (_free.Count <= Kept) return null;
            var least = _free.MinBy(free => free.Device.Length)!;
            _free.Remove(least);
            return least;
        }
    }

    private void Leave()
    {
        lock (_lock)
            if (--_users > 0) return;
        _queue.Dispose();
    }
}
