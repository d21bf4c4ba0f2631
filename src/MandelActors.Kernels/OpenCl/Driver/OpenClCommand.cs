using System.Runtime.InteropServices;

namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>A command that a device was given, and the wait for its end.</summary>
/// <remarks>The driver calls back; asking it to wait would keep a core busy with some drivers, and last for ever where a kernel hangs.</remarks>
/// <param name="done">The event that the driver made of it; released when the command has ended.</param>
/// <param name="took">Hears how many nanoseconds the device was at it; null where nobody asks and the queue keeps no times.</param>
internal sealed unsafe class OpenClCommand(OpenClHandle done, Action<long>? took = null)
{
    private readonly object _lock = new();
    private bool _hasEnded;
    private int _status;

    /// <summary>Waits for the end; to be called once.</summary>
    /// <param name="queue">Where the command was put.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="hasEnded">False where the time was up before, or the driver does not tell. The command then stays with the driver.</param>
    /// <returns>0, or the status that the command, or the wait for it, failed with.</returns>
    public int Await(nint queue, TimeSpan patience, out bool hasEnded)
    {
        hasEnded = false;
        var self = GCHandle.Alloc(this);
        var status = OpenClApi.SetEventCallback(done.Value, OpenClApi.EventComplete, &Ended, GCHandle.ToIntPtr(self));
        if (status != 0)
        {
            self.Free();
            done.Dispose();
            return status;
        }

        status = OpenClApi.Flush(queue);
        if (status != 0)
        {
            done.Dispose();
            return status;
        }

        lock (_lock)
        {
            if (!_hasEnded) Monitor.Wait(_lock, patience);
            hasEnded = _hasEnded;
        }

        return hasEnded ? Released() : 0;
    }

    private int Released()
    {
        if (took is not null && _status == 0) took(TimeOf(OpenClApi.ProfilingCommandEnd) - TimeOf(OpenClApi.ProfilingCommandStart));
        done.Dispose();
        return _status;
    }

    private long TimeOf(uint name)
    {
        long time;
        return OpenClApi.GetEventProfilingInfo(done.Value, name, sizeof(long), &time, out _) == 0 ? time : 0;
    }

    [UnmanagedCallersOnly]
    private static void Ended(nint @event, int status, nint user)
    {
        var handle = GCHandle.FromIntPtr(user);
        var command = (OpenClCommand)handle.Target!;
        handle.Free();
        lock (command._lock)
        {
            // Negative: how it failed.
            command._status = Math.Min(status, 0);
            command._hasEnded = true;
            Monitor.Pulse(command._lock);
        }
    }
}
