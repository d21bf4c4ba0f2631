using System.Runtime.Intrinsics;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Lyapunov;

/// <summary>Fields of Lyapunov exponents on all cores.</summary>
/// <remarks>
/// The threads claim chunks of pixels as they come free. A pixel's value depends on the pixel alone, so vector width, thread count and order
/// change no bit of it.
/// </remarks>
internal sealed class LyapunovRenderer(DeviceOptions options)
{
    private readonly Lazy<ILyapunovWorker[]> _workers =
        new(() => [.. Enumerable.Range(0, options.EffectiveThreads).Select(_ => NewWorker(options.EffectiveLanes))]);

    public unsafe LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken)
    {
        task.RequireValid(field.Length);
        cancellationToken.ThrowIfCancellationRequested();
        fixed (double* start = field)
        {
            var pass = new LyapunovPass(task, start, cancellationToken);
            WorkerThreads.Run(_workers.Value.Length, pass.ChunkCount, i => _workers.Value[i].Run(pass), cancellationToken);
            return new LyapunovStatistics((pass.WarmUp + pass.Terms) * field.Length);
        }
    }

    private static ILyapunovWorker NewWorker(LaneWidth lanes) => lanes switch
    {
        LaneWidth.Vector512 => new LyapunovWorker<Lanes512, Vector512<double>>(),
        LaneWidth.Vector256 => new LyapunovWorker<Lanes256, Vector256<double>>(),
        LaneWidth.Vector128 => new LyapunovWorker<Lanes128, Vector128<double>>(),
        _ => new LyapunovWorker<ScalarLane, double>(),
    };
}
