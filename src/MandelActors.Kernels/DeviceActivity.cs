namespace MandelActors.Kernels;

/// <summary>What a device did with its time, by its own clock. Safe from several threads.</summary>
public sealed class DeviceActivity
{
    private long _kernelNanoseconds, _transferNanoseconds, _launches, _readBytes;

    /// <summary>Time in which a kernel ran.</summary>
    public TimeSpan Kernels => TimeSpan.FromMicroseconds(Volatile.Read(ref _kernelNanoseconds) / 1000.0);

    /// <summary>Time in which something was sent to the device or fetched from it, beside kernels or not.</summary>
    public TimeSpan Transfers => TimeSpan.FromMicroseconds(Volatile.Read(ref _transferNanoseconds) / 1000.0);

    /// <summary>Kernels that were started.</summary>
    public long Launches => Volatile.Read(ref _launches);

    /// <summary>Bytes that were fetched.</summary>
    public long ReadBytes => Volatile.Read(ref _readBytes);

    internal void AddKernel(long nanoseconds)
    {
        Interlocked.Add(ref _kernelNanoseconds, nanoseconds);
        Interlocked.Increment(ref _launches);
    }

    internal void AddTransfer(long nanoseconds, long readBytes)
    {
        Interlocked.Add(ref _transferNanoseconds, nanoseconds);
        Interlocked.Add(ref _readBytes, readBytes);
    }
}
