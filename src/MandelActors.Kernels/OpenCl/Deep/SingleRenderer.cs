using System.Diagnostics;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Deep;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Numerics;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>Escape time beside a reference in single precision, at any depth, with the bits of <see cref="SinglePerturbedEscapeTime"/> wherever its bound is small.</summary>
/// <remarks>
/// Shallow views are computed in the same way: plain iteration in pairs of floats would cost as much a step, without blocks. Pixels that are not
/// known to within <see cref="LargestBound"/> are followed by the processor in double precision.
/// </remarks>
internal sealed class SingleRenderer : IDisposable
{
    /// <summary>Smooth counts that may be farther off than this are in doubt.</summary>
    public const float LargestBound = 0.01f;

    private readonly OpenClContext _context;
    private readonly DeviceOptions _options;
    private readonly TaskReferences _references;
    private readonly SingleLaunches _launches;
    private readonly SingleReferenceMemory _reference;
    private readonly SingleDoubts _doubts;
    private readonly DeviceMemory<SingleCount> _counts;
    private readonly DeviceMemory<SinglePerturbedState> _states;
    private readonly DeviceMemory<FloatPair> _columns, _rows;
    private readonly DeviceMemory<int> _firstBlocks;
    private SingleCount[] _read = [];

    /// <param name="options">How the processor works on pixels in doubt.</param>
    /// <param name="library">Where references come from.</param>
    public SingleRenderer(OpenClContext context, DeviceOptions options, ReferenceLibrary library)
    {
        _context = context;
        _options = options with { Tolerance = SingleMipTable.Tolerance, LeafLevel = MipTable.ShippedLeafLevel };
        _references = new TaskReferences(_options, library);
        _launches = new SingleLaunches(context);
        _reference = new SingleReferenceMemory(context);
        _doubts = new SingleDoubts(_options);
        (_counts, _states, _columns, _rows, _firstBlocks) = (new(context), new(context), new(context), new(context), new(context));
    }

    /// <summary>Computes a field.</summary>
    /// <param name="task">What to compute, valid: a view, and no distances.</param>
    /// <param name="field">Row-major, height × width, filled with counts.</param>
    /// <param name="cancellation">Ends the work between two launches.</param>
    public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellation)
    {
        var loan = _references.LoanFor(task, cancellation);
        var started = Stopwatch.GetTimestamp();
        var offsets = PixelOffsets.Of(task.View, loan.Table.Reference, task.OffsetX, task.OffsetY);
        var view = new SinglePerturbedView(_reference.Use(loan.Table, _options.EffectiveThreads, cancellation), offsets, task.Rule);
        var memory = Written(view);
        field.Fill(double.NaN);
        var plan = PerturbedField.PlanFor(loan.Table.Reference, field.Length, task.Limit);
        FollowRounds(view, memory, plan, InDoubles, field, cancellation);
        var iterations = Combine(memory.Counts, task.Rule, field);
        var undecided = _launches.Undecided + _doubts.Undecided;
        return new EscapeStatistics(plan.Limit, iterations + undecided * plan.Limit, undecided)
        {
            Deep = DeepStatistics.Of(loan, Stopwatch.GetElapsedTime(started), 0, _launches.Operations, 1) with { PixelsInDoubt = _doubts.Count },
        };

        PerturbedView InDoubles() => new(loan.Table, task.View, task.Rule, task.OffsetX, task.OffsetY, threads: _options.EffectiveThreads);
    }

    public void Dispose()
    {
        _launches.Dispose();
        _reference.Dispose();
        _counts.Dispose();
        _states.Dispose();
        _columns.Dispose();
        _rows.Dispose();
        _firstBlocks.Dispose();
    }

    private SingleFieldMemory Written(SinglePerturbedView view)
    {
        var pixels = (long)view.Columns.Length * view.Rows.Length;
        var memory = new SingleFieldMemory(
            _counts.Reserve(pixels),
            _states.Reserve(pixels),
            _columns.Reserve(view.Columns.Length),
            _rows.Reserve(view.Rows.Length),
            _reference.Elements,
            _reference.Blocks,
            _firstBlocks.Reserve(view.First.Length));
        _context.Write(memory.Columns, view.Columns.AsSpan());
        _context.Write(memory.Rows, view.Rows.AsSpan());
        _context.Write(memory.FirstBlocks, view.First.AsSpan());
        return memory;
    }

    private unsafe void FollowRounds(
        SinglePerturbedView view, SingleFieldMemory memory, RoundPlan plan, Func<PerturbedView> inDoubles, Span<double> field, CancellationToken cancellation)
    {
        _launches.Begin(field.Length);
        _doubts.Begin();
        var leg = new SingleLeg(view, LargestBound);
        fixed (double* start = field)
        {
            do
            {
                leg.Limit = plan.To;
                var left = _launches.Follow(memory, leg, cancellation);
                _doubts.Follow(inDoubles, left, plan.To, start, cancellation);
            }
            while (plan.TryGoOn(_launches.Escaped + _doubts.Escaped, _launches.Undecided + _doubts.Undecided));
        }
    }

    /// <summary>Writes down what escaped on the device; the others are where they belong.</summary>
    /// <returns>The indices of all pixels that escaped, together.</returns>
    private long Combine(OpenClBuffer<SingleCount> counts, EscapeRule rule, Span<double> field)
    {
        if (_read.Length < field.Length) _read = new SingleCount[field.Length];
        var read = _read.AsSpan(0, field.Length);
        _context.Read(counts, read);
        long iterations = 0;
        for (var i = 0; i < read.Length; i++)
        {
            if (read[i].Index == 0) continue;
            field[i] = read[i].Of(rule);
            iterations += read[i].Index;
        }

        return iterations + _doubts.Iterations;
    }
}
