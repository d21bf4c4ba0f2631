using System.Diagnostics.CodeAnalysis;

namespace MandelActors.Farm.Nodes;

/// <summary>How long a device of this process computed, and how many frames. One frame at a time is computed on a device; anybody may look. Thread-safe.</summary>
/// <remarks>A worker that is stopped leaves its frame on the device until the device has noticed: the next worker's frame waits for that.</remarks>
/// <param name="time">Only its monotonic clock is asked; null for the system's.</param>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore lives as long as the device and is never waited for by its handle.")]
public sealed class DeviceUse(TimeProvider? time = null)
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _lock = new();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private TimeSpan _busy;
    private long? _since;
    private long _frames;

    /// <summary>Seconds that it computed, the frame of the moment included.</summary>
    public double BusySeconds
    {
        get
        {
            lock (_lock) return (_busy + Running).TotalSeconds;
        }
    }

    /// <summary>Frames that it finished.</summary>
    public long Frames
    {
        get
        {
            lock (_lock) return _frames;
        }
    }

    private TimeSpan Running => _since is { } since ? _time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>It begins to compute, once the frame before has left it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before that.</exception>
    public void Begin(CancellationToken cancellationToken)
    {
        _turn.Wait(cancellationToken);
        lock (_lock) _since = _time.GetTimestamp();
    }

    /// <summary>It stands still.</summary>
    /// <param name="isFinished">Whether a frame came of it.</param>
    public void End(bool isFinished)
    {
        lock (_lock)
        {
            _busy += Running;
            _since = null;
            if (isFinished) _frames++;
        }

        _turn.Release();
    }
}
