namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A picture's memory on the device, and pinned memory of this process that it is fetched to at the bus's full rate.</summary>
internal sealed unsafe class ReadbackBuffer : IDisposable
{
    private readonly OpenClHandle _memory, _pinned, _queue;

    private ReadbackBuffer(OpenClHandle memory, long words, OpenClHandle pinned, OpenClHandle queue, byte* host)
    {
        (_memory, _pinned, _queue) = (memory, pinned, queue);
        Device = new OpenClBuffer<uint>(memory, words);
        Host = host;
    }

    public OpenClBuffer<uint> Device { get; }

    /// <summary>As many bytes as <see cref="Device"/>.</summary>
    public byte* Host { get; }

    /// <summary>What fetches the picture; null where nothing was begun, and again when it is known to have ended.</summary>
    public OpenClCommand? Reading { get; set; }

    /// <param name="entry">The device.</param>
    /// <param name="queue">Where the memory is mapped, and unmapped in the end.</param>
    /// <param name="words">Words of 32 bits.</param>
    /// <exception cref="OpenClException">There is no memory for it.</exception>
    public static ReadbackBuffer Create(OpenClHandle context, OpenClDeviceEntry entry, OpenClHandle queue, long words)
    {
        const string What = "taking memory for a picture";
        var bytes = words * sizeof(uint);
        if (bytes > entry.LargestBuffer) throw OpenClException.OutOfMemory(What);
        var memory = Take(context, OpenClApi.MemoryReadWrite, bytes, What);
        OpenClHandle? pinned = null;
        try
        {
            pinned = Take(context, OpenClApi.MemoryReadWrite | OpenClApi.MemoryAllocateHost, bytes, "taking pinned memory for a picture");
            var host = OpenClApi.MapBuffer(queue.Value, pinned.Value, 1, OpenClApi.MapRead | OpenClApi.MapWrite, 0, (nuint)bytes, 0, null, null, out var status);
            OpenClException.Check(status, "mapping pinned memory");
            return new ReadbackBuffer(memory, words, pinned, queue, (byte*)host);
        }
        catch
        {
            pinned?.Dispose();
            memory.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Reading is not null)
        {
            // The device may still write into it: it is the driver's for good.
            _pinned.SetHandleAsInvalid();
            _memory.SetHandleAsInvalid();
            return;
        }

        if (!_pinned.Tenure.IsAbandoned)
        {
            _ = OpenClApi.UnmapBuffer(_queue.Value, _pinned.Value, Host, 0, null, null);
            _ = OpenClApi.Finish(_queue.Value);
        }

        _pinned.Dispose();
        _memory.Dispose();
    }

    private static OpenClHandle Take(OpenClHandle context, ulong flags, long bytes, string what)
    {
        var buffer = OpenClApi.CreateBuffer(context.Value, flags, (nuint)bytes, null, out var status);
        OpenClException.Check(status, what);
        return new OpenClHandle(buffer, &OpenClApi.ReleaseBuffer, context.Tenure);
    }
}
