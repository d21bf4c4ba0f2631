using System.Runtime.Intrinsics;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Lanes;

namespace MandelActors.Kernels.Deep;

/// <summary>Computes fields beside a reference on the processor's cores, in rounds as <see cref="CpuDevice"/> does without one.</summary>
internal sealed class PerturbedField(DeviceOptions options)
{
    /// <summary>The first round goes on for this many lengths of the reference: by then most pixels of most views have escaped.</summary>
    private const long FirstRoundReferences = 4;

    private const long ShortestFirstRound = 1024;

    private readonly IPerturbedWorker[] _workers = NewWorkers(options);

    /// <summary>The tallies of all workers, for the field computed last.</summary>
    public IEnumerable<PerturbedTally> Tallies => _workers.Select(worker => worker.Tally);

    /// <summary>Computes a field.</summary>
    /// <param name="view">The samples, and the reference they are seen from.</param>
    /// <param name="limit">Iteration limit, fixed or auto.</param>
    /// <param name="field">Row-major, height × width, filled with counts; NaN where no escape was found within the limit. Distances follow
    /// where the view measures them.</param>
    /// <param name="cancellationToken">Ends the work within a few milliseconds; the field is then undefined.</param>
    public unsafe EscapeStatistics Render(PerturbedView view, IterationLimit limit, Span<double> field, CancellationToken cancellationToken)
    {
        field.Fill(double.NaN);
        foreach (var worker in _workers) worker.Reset();
        fixed (double* start = field)
        {
            var round = new PerturbedRound
            {
                View = view,
                Field = start,
                Cancellation = cancellationToken,
                SeeksCycles = options.InteriorShortcuts || limit.IsAuto,
            };
            return RunRounds(round, limit);
        }
    }

    private EscapeStatistics RunRounds(PerturbedRound round, IterationLimit limit)
    {
        var plan = PlanFor(round.View, limit);
        round.BeginFirst(plan.To);
        RunWorkers(round);
        while (plan.TryGoOn(_workers.Sum(worker => worker.Tally.Escaped), Undecided()))
        {
            var input = Array.ConvertAll(_workers, worker => worker.TakeOutput());
            round.BeginNext(plan.To, input);
            RunWorkers(round);
        }

        var iterations = _workers.Sum(worker => worker.Tally.Iterations) + Undecided() * plan.Limit;
        return new EscapeStatistics(plan.Limit, iterations, Undecided());
    }

    /// <summary>One worker for every thread, as wide as the options say.</summary>
    internal static IPerturbedWorker[] NewWorkers(DeviceOptions options) =>
        [.. Enumerable.Range(0, options.EffectiveThreads).Select(_ => NewWorker(options.EffectiveLanes))];

    /// <summary>The rounds in which a view is computed, by whichever device.</summary>
    internal static RoundPlan PlanFor(PerturbedView view, IterationLimit limit) => PlanFor(view.Table.Reference, (long)view.Width * view.Height, limit);

    /// <inheritdoc cref="PlanFor(PerturbedView, IterationLimit)"/>
    internal static RoundPlan PlanFor(ReferenceOrbit reference, long pixels, IterationLimit limit)
    {
        var first = AutoLimit.StartFrom(Math.Max(ShortestFirstRound, FirstRoundReferences * reference.Last));
        return new RoundPlan(
            limit, pixels, first, Math.Max(first, AutoLimit.StartFrom(limit.Value)), reference is { End: ReferenceEnd.Cut } ? reference.Last : null);
    }

    private long Undecided() => _workers.Sum(worker => (long)worker.Output.Count);

    private void RunWorkers(PerturbedRound round) =>
        WorkerThreads.Run(_workers.Length, round.ChunkCount, i => _workers[i].Run(round), round.Cancellation);

    private static IPerturbedWorker NewWorker(LaneWidth lanes) => lanes switch
    {
        LaneWidth.Vector512 => new PerturbedWorker<Lanes512, Vector512<double>>(),
        LaneWidth.Vector256 => new PerturbedWorker<Lanes256, Vector256<double>>(),
        LaneWidth.Vector128 => new PerturbedWorker<Lanes128, Vector128<double>>(),
        _ => new PerturbedWorker<ScalarLane, double>(),
    };
}
