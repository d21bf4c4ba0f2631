namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>Carries numbers between this process and a device through memory that the driver has pinned.</summary>
/// <remarks>
/// Pinned memory is copied at the bus's full rate; while one half is under way, the other is emptied or filled. And it is the driver's: a
/// command that hangs and ends later does not write into memory that has long been something else.
/// </remarks>
internal sealed unsafe class OpenClTransfers : IDisposable
{
    /// <summary>Bytes of one half: long enough that starting a copy does not count.</summary>
    private const int HalfBytes = 8 << 20;

    private readonly OpenClHandle _pinned;
    private readonly OpenClHandle _queue;
    private readonly Action<OpenClCommand, string> _await;
    private readonly byte* _memory;
    private readonly DeviceActivity? _activity;

    /// <param name="await">Waits for a command, and throws where it fails.</param>
    /// <param name="activity">Hears how long transfers take; null where nobody asks.</param>
    /// <exception cref="OpenClException">There is no memory for it.</exception>
    public OpenClTransfers(OpenClHandle context, OpenClHandle queue, Action<OpenClCommand, string> await, DeviceActivity? activity = null)
    {
        _queue = queue;
        _await = await;
        _activity = activity;
        var buffer = OpenClApi.CreateBuffer(context.Value, OpenClApi.MemoryReadWrite | OpenClApi.MemoryAllocateHost, 2 * HalfBytes, null, out var status);
        OpenClException.Check(status, "taking pinned memory");
        _pinned = new OpenClHandle(buffer, &OpenClApi.ReleaseBuffer, context.Tenure);
        _memory = (byte*)OpenClApi.MapBuffer(queue.Value, buffer, 1, OpenClApi.MapRead | OpenClApi.MapWrite, 0, 2 * HalfBytes, 0, null, null, out status);
        if (status == 0) return;
        _pinned.Dispose();
        throw new OpenClException("mapping pinned memory", status);
    }

    /// <summary>Writes to the device; the source may be changed afterwards.</summary>
    /// <param name="at">Where in the buffer, in elements.</param>
    /// <exception cref="OpenClException">The transfer failed.</exception>
    /// <exception cref="DeviceLostException">It did not end.</exception>
    public void Write<T>(OpenClBuffer<T> buffer, ReadOnlySpan<T> from, long at) where T : unmanaged
    {
        OpenClCommand? under = null;
        var length = HalfBytes / sizeof(T);
        for (int done = 0, half = 0; done < from.Length; done += length, half ^= 1)
        {
            var piece = from.Slice(done, Math.Min(length, from.Length - done));
            var place = Half<T>(half);
            piece.CopyTo(new Span<T>(place, piece.Length));
            if (under is not null) _await(under, "writing");
            var status = OpenClApi.EnqueueWrite(
                _queue.Value, buffer.Value, 0, (nuint)((at + done) * sizeof(T)), (nuint)((long)piece.Length * sizeof(T)), place, 0, null, out var command);
            OpenClException.Check(status, "writing");
            under = Begun(command, 0);
        }

        if (under is not null) _await(under, "writing");
    }

    /// <summary>Reads from the device, after everything that it was told to do before.</summary>
    /// <param name="at">Where in the buffer, in elements.</param>
    /// <exception cref="OpenClException">The transfer failed.</exception>
    /// <exception cref="DeviceLostException">It did not end.</exception>
    public void Read<T>(OpenClBuffer<T> buffer, Span<T> to, long at) where T : unmanaged
    {
        OpenClCommand? under = null;
        var length = HalfBytes / sizeof(T);
        var waiting = Span<T>.Empty;
        for (int done = 0, half = 0; done < to.Length; done += length, half ^= 1)
        {
            var piece = to.Slice(done, Math.Min(length, to.Length - done));
            if (under is not null) _await(under, "reading");
            var status = OpenClApi.EnqueueRead(
                _queue.Value, buffer.Value, 0, (nuint)((at + done) * sizeof(T)), (nuint)((long)piece.Length * sizeof(T)), Half<T>(half), 0, null, out var command);
            OpenClException.Check(status, "reading");
            under = Begun(command, (long)piece.Length * sizeof(T));
            // The half before came while this one was not yet asked for; it is emptied while this one comes.
            if (!waiting.IsEmpty) new ReadOnlySpan<T>(Half<T>(half ^ 1), waiting.Length).CopyTo(waiting);
            waiting = piece;
            if (done + length < to.Length) continue;
            _await(under, "reading");
            new ReadOnlySpan<T>(Half<T>(half), waiting.Length).CopyTo(waiting);
        }
    }

    public void Dispose()
    {
        if (!_pinned.Tenure.IsAbandoned)
        {
            _ = OpenClApi.UnmapBuffer(_queue.Value, _pinned.Value, _memory, 0, null, null);
            _ = OpenClApi.Finish(_queue.Value);
        }

        _pinned.Dispose();
    }

    private OpenClCommand Begun(nint command, long readBytes)
    {
        var done = new OpenClHandle(command, &OpenClApi.ReleaseEvent, _queue.Tenure);
        var begun = new OpenClCommand(done, _activity is { } activity ? time => activity.AddTransfer(time, readBytes) : null);
        OpenClException.Check(OpenClApi.Flush(_queue.Value), "starting a transfer");
        return begun;
    }

    private T* Half<T>(int half) where T : unmanaged => (T*)(_memory + half * (long)HalfBytes);
}
