using MandelActors.Kernels;

namespace MandelActors.Explorer.Tests.Stacks;

/// <summary>A device that notes what it was asked for and by how many at once, and that can be made to wait or to give a number of one's own.</summary>
internal sealed class WatchedDevice : IDevice
{
    private readonly CpuDevice _device = new(new DeviceOptions(Threads: 1));
    private int _calls, _inside;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Whether it was ever given to two callers at the same time.</summary>
    public bool WasShared { get; private set; }

    /// <summary>Replaces every value of a field.</summary>
    public double? Value { get; set; }

    /// <summary>While set, a call completes it and waits until it is cancelled.</summary>
    public TaskCompletionSource? Stuck { get; set; }

    /// <summary>What every call ends with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Completed when a call that waited was cancelled.</summary>
    public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DeviceInfo Info => _device.Info;

    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        if (Interlocked.Increment(ref _inside) > 1) WasShared = true;
        try
        {
            if (Stuck is { } stuck)
            {
                stuck.TrySetResult();
                cancellationToken.WaitHandle.WaitOne();
                Cancelled.TrySetResult();
            }

            if (Failure is { } failure) throw failure;
            var statistics = _device.Render(task, field, cancellationToken);
            if (Value is { } value) field.Fill(value);
            return statistics;
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => _device.Render(task, field, cancellationToken);

    public void Dispose() => _device.Dispose();
}
