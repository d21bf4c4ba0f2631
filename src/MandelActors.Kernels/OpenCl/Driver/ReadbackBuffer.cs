namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A picture's memory on the device, and pinned memory of this process that it is fetched to at the bus's full rate.</summary>
internal sealed unsafe class ReadbackBuffer : IDisposable
{
    private readonly OpenClHandle _pinned;
    private readonly OpenClHandle _queue;

    private ReadbackBuffer(OpenClBuffer<uint> device, OpenClHandle pinned, OpenClHandle queue, byte* host)
    {
        (Device, _pinned, _queue) = (device, pinned, queue);
        Host = host;
    }

    public OpenClBuffer<uint> Device { get; }

    /// <summary>As many bytes as <see cref="Device"/>.</summary>
    public byte* Host { get; }

    /// <param name="queue">Where the memory is mapped, and unmapped in the end.</param>
    /// <param name="words">Words of 32 bits.</param>
    /// <exception cref="OpenClException">There is no memory for it.</exception>
    public static ReadbackBuffer Create(OpenClHandle context, OpenClHandle queue, long words)
    {
        var bytes = (nuint)(words * sizeof(uint));
        var handle = OpenClApi.CreateBuffer(context.Value, OpenClApi.MemoryReadWrite, bytes, null, out var status);
        OpenClException.Check(status, "taking memory for a picture");
        var device = new OpenClBuffer<uint>(new OpenClHandle(handle, &OpenClApi.ReleaseBuffer), words);
        try
        {
            handle = OpenClApi.CreateBuffer(context.Value, OpenClApi.MemoryReadWrite | OpenClApi.MemoryAllocateHost, bytes, null, out status);
            OpenClException.Check(status, "taking pinned memory for a picture");
        }
        catch
        {
            device.Dispose();
            throw;
        }

        var pinned = new OpenClHandle(handle, &OpenClApi.ReleaseBuffer);
        var host = OpenClApi.MapBuffer(queue.Value, handle, 1, OpenClApi.MapRead | OpenClApi.MapWrite, 0, bytes, 0, null, null, out status);
        if (status == 0) return new ReadbackBuffer(device, pinned, queue, (byte*)host);
        pinned.Dispose();
        device.Dispose();
        throw new OpenClException("mapping pinned memory", status);
    }

    public void Dispose()
    {
        _ = OpenClApi.UnmapBuffer(_queue.Value, _pinned.Value, Host, 0, null, null);
        _ = OpenClApi.Finish(_queue.Value);
        _pinned.Dispose();
        Device.Dispose();
    }
}
