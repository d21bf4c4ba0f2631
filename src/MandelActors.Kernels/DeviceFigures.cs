namespace MandelActors.Kernels;

/// <summary>How fast a device was.</summary>
/// <param name="Device">Which.</param>
/// <param name="InteriorRate">Iterations in a second, in double precision, where no pixel escapes and nothing is proven interior; null for a device that does not compute in doubles.</param>
/// <param name="DoublePeak">Multiply-adds in a second in double precision, as measured; null where that was not measured.</param>
/// <param name="SinglePeak">The same in single precision.</param>
/// <param name="Frames">A frame at the end of the film "back to black".</param>
public sealed record DeviceFigures(DeviceInfo Device, double? InteriorRate, double? DoublePeak, double? SinglePeak, IReadOnlyList<DeviceFigures.Frame> Frames)
{
    /// <summary>Operations of an iteration that a multiply-add unit does: three multiply-adds and an addition. The test adds two in sixteen iterations.</summary>
    public const double OperationsPerIteration = 4 + 2.0 / 16;

    /// <summary>The share of its peak in double precision that plain iteration reaches; null where the peak is unknown.</summary>
    public double? ShareOfDoublePeak => InteriorRate * OperationsPerIteration / DoublePeak;

    /// <param name="Numbers">The kind of number: <c>double</c>, <c>double beside a reference</c> or <c>pairs of floats beside a reference</c>.</param>
    /// <param name="Shortcuts">Whether pixels could be proven interior.</param>
    /// <param name="Width">Columns.</param>
    /// <param name="Height">Rows.</param>
    /// <param name="Iterations">Iterations of the frame.</param>
    /// <param name="Seconds">The shortest time, the field's way back included.</param>
    public sealed record Frame(string Numbers, bool Shortcuts, int Width, int Height, long Iterations, double Seconds);
}
