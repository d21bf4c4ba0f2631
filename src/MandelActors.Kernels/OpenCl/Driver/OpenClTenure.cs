namespace MandelActors.Kernels.OpenCl.Driver;

/// <summary>How things stand between this process and a device that it opened, known to everything that was made of it. Safe from several threads.</summary>
internal sealed class OpenClTenure
{
    private int _held;
    private volatile bool _isAbandoned;
    private volatile string? _loss;

    /// <summary>Objects of the driver's that were made and not released.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Whether they are all left to the driver: a command did not end, and to release what it uses would wait for ever.</summary>
    public bool IsAbandoned => _isAbandoned;

    /// <summary>Whether the device is to be opened anew.</summary>
    public bool IsLost => _loss is not null;

    /// <exception cref="DeviceLostException">The device was lost before.</exception>
    public void RequireHeld()
    {
        if (_loss is { } loss) throw new DeviceLostException(loss);
    }

    /// <summary>Says that the device failed where nobody could open it anew.</summary>
    /// <param name="how">One line with its name.</param>
    /// <returns>What is to be thrown.</returns>
    public DeviceLostException Lose(string how)
    {
        _loss ??= how;
        return new DeviceLostException(how);
    }

    /// <summary>Says that the device hangs.</summary>
    /// <inheritdoc cref="Lose"/>
    public DeviceLostException Abandon(string how)
    {
        _isAbandoned = true;
        return Lose(how);
    }

    internal void Made() => Interlocked.Increment(ref _held);

    internal void Released() => Interlocked.Decrement(ref _held);
}
