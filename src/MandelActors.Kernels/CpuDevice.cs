using System.Runtime.Intrinsics;
using MandelActors.Fractals;
using MandelActors.Kernels.Escape;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels;

/// <summary>The processor: escape time in double precision on all cores.</summary>
/// <remarks>
/// A frame is computed in rounds: the first follows every pixel to index 256, each later one follows those left over
/// twice as far. Within a round the threads claim chunks of pixels as they come free. A pixel's value depends on the
/// pixel alone, so vector width, thread count and order change nothing.
/// </remarks>
public sealed class CpuDevice : IDevice
{
    /// <summary>Devices of this kind give the same bits: any width, any processor. Raised when the arithmetic changes.</summary>
    public const string KindName = "cpu-double-v1";

    /// <summary>The end of the first round. Most pixels of most views escape before it; a multiple of every block length.</summary>
    private const long FirstRound = 256;

    /// <summary>Loading a vector at the last column may read this far past it.</summary>
    private const int ColumnPadding = 8;

    private readonly CpuDeviceOptions _options;
    private readonly IEscapeWorker[] _workers;

    public CpuDevice(CpuDeviceOptions? options = null)
    {
        _options = options ?? new CpuDeviceOptions();
        _workers = [.. Enumerable.Range(0, _options.EffectiveThreads).Select(_ => NewWorker(_options.EffectiveLanes))];
        Info = Describe(_options);
    }

    public DeviceInfo Info { get; }

    /// <summary>What a CPU device with these options is, without making one.</summary>
    public static DeviceInfo Describe(CpuDeviceOptions options) => new(
        "cpu", KindName, ProcessorName.Brand, ProcessorName.Vendor, options.EffectiveThreads,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, true,
        options.EffectiveLanes == LaneWidth.Scalar ? "scalar" : $"{(int)options.EffectiveLanes}-bit vectors");

    public unsafe EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        EscapeTime.RequireValid(task.Rule, task.Limit.Value);
        var view = task.View;
        if (field.Length != (long)view.Width * view.Height)
            throw new ArgumentException($"The field holds {field.Length} numbers, the view has {view.Width} × {view.Height} pixels.", nameof(field));
        var grid = PixelGrid.Of(view, task.OffsetX, task.OffsetY);
        cancellationToken.ThrowIfCancellationRequested();
        var columns = new double[view.Width + ColumnPadding];
        grid.Columns.CopyTo(columns, 0);
        fixed (double* fieldStart = field, columnStart = columns, rowStart = grid.Rows)
        {
            var round = new EscapeRound
            {
                Field = fieldStart,
                Columns = columnStart,
                Rows = rowStart,
                Width = view.Width,
                Height = view.Height,
                Bound = task.Rule.Bound,
                Count = task.Rule.Count,
                Shortcuts = _options.InteriorShortcuts || task.Limit.IsAuto,
                Cancellation = cancellationToken,
            };
            return RunRounds(round, task.Limit);
        }
    }

    public void Dispose()
    {
        // Buffers are managed memory; threads belong to the pool.
    }

    private EscapeStatistics RunRounds(EscapeRound round, IterationLimit limit)
    {
        var auto = limit.IsAuto ? new AutoLimit((long)round.Width * round.Height) : null;
        var end = auto is null ? limit.Value : AutoLimit.StartFrom(limit.Value);
        foreach (var worker in _workers) worker.Reset();
        round.BeginFirst(Math.Min(FirstRound, end));
        RunWorkers(round);
        while (Undecided() > 0)
        {
            if (round.To >= end)
            {
                if (auto is null || auto.IsEnough(Escaped(), Undecided()) || end >= AutoLimit.Highest) break;
                end *= 2;
            }

            var input = Array.ConvertAll(_workers, worker => worker.TakeOutput());
            round.BeginNext(Math.Min(2 * round.To, end), input);
            RunWorkers(round);
        }

        return new EscapeStatistics(end, _workers.Sum(worker => worker.Iterations), Undecided());
    }

    private long Escaped() => _workers.Sum(worker => worker.Escaped);

    private long Undecided() => _workers.Sum(worker => (long)worker.Output.Count);

    private void RunWorkers(EscapeRound round)
    {
        // Every worker may find the chunks gone before it starts, so one slow pool thread costs nothing.
        var workers = Math.Min(_workers.Length, round.ChunkCount);
        if (workers <= 1)
            _workers[0].Run(round);
        else
            Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, i => _workers[i].Run(round));
        round.Cancellation.ThrowIfCancellationRequested();
    }

    private static IEscapeWorker NewWorker(LaneWidth lanes) => lanes switch
    {
        LaneWidth.Vector512 => new EscapeWorker<Lanes512, Vector512<double>>(),
        LaneWidth.Vector256 => new EscapeWorker<Lanes256, Vector256<double>>(),
        LaneWidth.Vector128 => new EscapeWorker<Lanes128, Vector128<double>>(),
        _ => new EscapeWorker<ScalarLane, double>(),
    };
}
