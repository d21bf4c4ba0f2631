using MandelActors.Kernels.Lyapunov;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Lyapunov;

/// <summary>Fields of Lyapunov exponents on an OpenCL device, with the bits that <see cref="CpuDevice"/> gives them.</summary>
internal sealed class LyapunovRenderer : IDisposable
{
    private readonly OpenClContext _context;
    private readonly LyapunovLaunches _launches;
    private readonly DeviceMemory<double> _exponents, _plane;
    private readonly DeviceMemory<byte> _letters;

    public LyapunovRenderer(OpenClContext context)
    {
        _context = context;
        _launches = new LyapunovLaunches(context);
        (_exponents, _plane, _letters) = (new DeviceMemory<double>(context), new DeviceMemory<double>(context), new DeviceMemory<byte>(context));
    }

    /// <summary>Computes a field and leaves it on the device.</summary>
    /// <param name="task">What to compute, valid.</param>
    /// <param name="field">Row-major; the renderer's own, and as it is until the next call.</param>
    /// <param name="cancellationToken">Ends the work between two launches.</param>
    public LyapunovStatistics Compute(LyapunovTask task, out OpenClBuffer<double> field, CancellationToken cancellationToken)
    {
        var coefficients = new LyapunovCoefficients(task);
        double[] plane =
        [
            .. coefficients.ColumnHalves, .. coefficients.ColumnLogarithms, .. coefficients.RowHalves, .. coefficients.RowLogarithms, .. coefficients.ConstantHalves,
        ];
        byte[] letters = [.. Enumerable.Range(0, task.Sequence.Period + LyapunovLaunches.BlockLength).Select(step => (byte)task.Sequence[step])];
        var memory = new LyapunovFieldMemory(field = _exponents.Reserve(task.FieldLength), _plane.Reserve(plane.Length), _letters.Reserve(letters.Length));
        _context.Write(memory.Plane, plane.AsSpan());
        _context.Write(memory.Letters, letters.AsSpan());
        var steps = coefficients.WarmUp + coefficients.Terms;
        var all = new LyapunovLeg
        {
            To = steps,
            Terms = coefficients.Terms,
            Width = (uint)task.View.Width,
            Height = (uint)task.View.Height,
            Period = (uint)task.Sequence.Period,
        };
        _launches.Follow(memory, all, coefficients.WarmUp, cancellationToken);
        return new LyapunovStatistics(steps * task.FieldLength);
    }

    public void Dispose()
    {
        _launches.Dispose();
        _exponents.Dispose();
        _plane.Dispose();
        _letters.Dispose();
    }
}
