using System.Runtime.Intrinsics;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Deep;
using MandelActors.Kernels.Escape;
using MandelActors.Kernels.Lanes;
using MandelActors.Kernels.Lyapunov;

namespace MandelActors.Kernels;

/// <summary>The processor: escape time on all cores, in double precision or beside a reference (<see cref="DeepRenderer"/>), and Lyapunov exponents (<see cref="LyapunovRenderer"/>).</summary>
/// <remarks>
/// A plain frame is computed in rounds: the first follows every pixel to index 256, each later one follows those left over
/// twice as far. Within a round the threads claim chunks of pixels as they come free. A pixel's value depends on the
/// pixel alone, so vector width, thread count and order change nothing.
/// </remarks>
public sealed class CpuDevice : IDevice
{
    /// <summary>Devices of this kind give the same bits: any width, any processor. Raised when the arithmetic changes.</summary>
    public const string KindName = "cpu-double-v3";

    /// <summary>The end of the first round. Most pixels of most views escape before it; a multiple of every block length.</summary>
    private const long FirstRound = 256;

    /// <summary>Loading a vector at the last column may read this far past it.</summary>
    private const int ColumnPadding = 8;

    private readonly DeviceOptions _options;
    private readonly IEscapeWorker[] _workers;
    private readonly Lazy<IDistanceWorker[]> _measurers;
    private readonly TaskReferences _references;
    private readonly DeepRenderer _deep;
    private readonly LyapunovRenderer _lyapunov;

    /// <param name="options">How it works; null for the defaults.</param>
    /// <param name="library">Where references come from, shared with others; null for one of its own.</param>
    public CpuDevice(DeviceOptions? options = null, ReferenceLibrary? library = null)
    {
        _options = options ?? new DeviceOptions();
        References = library ?? new ReferenceLibrary();
        _references = new TaskReferences(_options, References);
        _deep = new DeepRenderer(_options);
        _lyapunov = new LyapunovRenderer(_options);
        _workers = [.. Enumerable.Range(0, _options.EffectiveThreads).Select(_ => NewWorker(_options.EffectiveLanes))];
        _measurers = new(() => [.. _workers.Select(_ => NewMeasurer(_options.EffectiveLanes))]);
        Info = Describe(_options);
    }

    public DeviceInfo Info { get; }

    public ReferenceLibrary References { get; }

    /// <summary>What a CPU device with these options is, without making one.</summary>
    public static DeviceInfo Describe(DeviceOptions options) => new(
        "cpu", KindName, ProcessorName.Brand, ProcessorName.Vendor, options.EffectiveThreads,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, true,
        options.EffectiveLanes == LaneWidth.Scalar ? "scalar" : $"{(int)options.EffectiveLanes}-bit vectors");

    public unsafe EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
    {
        task.RequireValid(field.Length);
        Opening? opening = null;
        if (!_options.TakesPlainly(task))
        {
            var loan = _references.LoanFor(task, cancellationToken);
            opening = OpeningOf(task, loan.Table.Reference);
            if (opening is null) return _deep.Render(task, loan, field, cancellationToken);
            field.Fill(double.NaN);
        }

        var grid = task.Grid ?? PixelGrid.Of(task.View, task.OffsetX, task.OffsetY);
        cancellationToken.ThrowIfCancellationRequested();
        var columns = new double[task.Width + ColumnPadding];
        grid.Columns.CopyTo(columns, 0);
        fixed (double* fieldStart = field, columnStart = columns, rowStart = grid.Rows)
        {
            var round = new EscapeRound
            {
                Field = fieldStart,
                Columns = columnStart,
                Rows = rowStart,
                Width = task.Width,
                Height = task.Height,
                Bound = task.Rule.Bound,
                Count = task.Rule.Count,
                Shortcuts = _options.InteriorShortcuts || task.Limit.IsAuto,
                Cancellation = cancellationToken,
            };
            var statistics = RunRounds(round, task.Limit, opening);
            if (task.WithDistance) Measure(round, grid.Pitch);
            return statistics;
        }
    }

    public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) =>
        _lyapunov.Render(task, field, cancellationToken);

    public void Dispose()
    {
        // Buffers are managed memory; threads belong to the pool.
    }

    /// <summary>How the view is opened before it is computed plainly; null where it cannot be. Distances want the reference all the way.</summary>
    private Opening? OpeningOf(EscapeTask task, ReferenceOrbit reference)
    {
        if (_options.Method != RenderMethod.Auto || task.WithDistance) return null;
        var limit = task.Limit.IsAuto ? AutoLimit.StartFrom(task.Limit.Value) : task.Limit.Value;
        return Opening.Of(task.View, reference, task.Rule, limit, task.OffsetX, task.OffsetY);
    }

    private EscapeStatistics RunRounds(EscapeRound round, IterationLimit limit, Opening? opening)
    {
        var first = opening is null ? FirstRound : AutoLimit.StartFrom(Math.Max(FirstRound, 2 * opening.Steps));
        var plan = new RoundPlan(limit, (long)round.Width * round.Height, first, AutoLimit.StartFrom(limit.Value));
        foreach (var worker in _workers) worker.Reset();
        if (opening is null)
            round.BeginFirst(plan.To);
        else
            Open(round, opening, plan.To);
        RunWorkers(round);
        while (plan.TryGoOn(_workers.Sum(worker => worker.Escaped), Undecided()))
        {
            var input = Array.ConvertAll(_workers, worker => worker.TakeOutput());
            round.BeginNext(plan.To, input);
            RunWorkers(round);
        }

        var opened = opening is null ? 0 : (long)opening.Steps * round.Width * round.Height;
        return new EscapeStatistics(plan.Limit, opened + _workers.Sum(worker => worker.Iterations), Undecided());
    }

    private void Open(EscapeRound round, Opening opening, long to)
    {
        var rows = (round.Height + _workers.Length - 1) / _workers.Length;
        InParallel(_workers.Length, i => _workers[i].Open(opening, Math.Min(round.Height, i * rows), Math.Min(round.Height, (i + 1) * rows)), round.Cancellation);
        var input = Array.ConvertAll(_workers, worker => worker.TakeOutput());
        round.BeginAt(opening.Steps, to, input);
    }

    private long Undecided() => _workers.Sum(worker => (long)worker.Output.Count);

    /// <summary>Follows what has escaped once more, for its distance.</summary>
    private unsafe void Measure(EscapeRound counted, double pitch)
    {
        var round = new DistanceRound(counted.Width, counted.Height)
        {
            Counts = counted.Field,
            Distances = counted.Field + (long)counted.Width * counted.Height,
            Columns = counted.Columns,
            Rows = counted.Rows,
            Pitch = pitch,
            Bound = counted.Bound,
            Cancellation = counted.Cancellation,
        };
        InParallel(round.ChunkCount, i => _measurers.Value[i].Run(round), round.Cancellation);
    }

    private void RunWorkers(EscapeRound round) => InParallel(round.ChunkCount, i => _workers[i].Run(round), round.Cancellation);

    private void InParallel(int chunks, Action<int> run, CancellationToken cancellation) =>
        WorkerThreads.Run(_workers.Length, chunks, run, cancellation);

    private static IEscapeWorker NewWorker(LaneWidth lanes) => lanes switch
    {
        LaneWidth.Vector512 => new EscapeWorker<Lanes512, Vector512<double>>(),
        LaneWidth.Vector256 => new EscapeWorker<Lanes256, Vector256<double>>(),
        LaneWidth.Vector128 => new EscapeWorker<Lanes128, Vector128<double>>(),
        _ => new EscapeWorker<ScalarLane, double>(),
    };

    private static IDistanceWorker NewMeasurer(LaneWidth lanes) => lanes switch
    {
        LaneWidth.Vector512 => new DistanceWorker<Lanes512, Vector512<double>>(),
        LaneWidth.Vector256 => new DistanceWorker<Lanes256, Vector256<double>>(),
        LaneWidth.Vector128 => new DistanceWorker<Lanes128, Vector128<double>>(),
        _ => new DistanceWorker<ScalarLane, double>(),
    };
}
