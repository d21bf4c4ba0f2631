using System.Diagnostics;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Deep;
using MandelActors.Kernels.OpenCl.Driver;
using MandelActors.Kernels.OpenCl.Escape;

namespace MandelActors.Kernels.OpenCl.Deep;

/// <summary>Escape time beside a reference on an OpenCL device, with the bits of <see cref="PerturbedEscapeTime"/> at any depth.</summary>
/// <remarks>
/// Views that <see cref="CpuDevice"/> opens beside a reference and then follows plainly (<see cref="Opening"/>) are followed beside it all the way here: both
/// ways are sound, and one more kernel, with bits of its own, would serve only the few powers of ten just beyond double precision.
/// </remarks>
internal sealed class PerturbedRenderer : IDisposable
{
    private readonly OpenClContext _context;
    private readonly DeviceOptions _options;
    private readonly TaskReferences _references;
    private readonly PerturbedTable _table;
    private readonly PerturbedLaunches _launches;
    private readonly DeviceMemory<double> _field, _columns, _rows;

    public PerturbedRenderer(OpenClContext context, DeviceOptions options, ReferenceLibrary library)
    {
        (_context, _options) = (context, options);
        _references = new TaskReferences(options, library);
        _table = new PerturbedTable(context);
        _launches = new PerturbedLaunches(context);
        (_field, _columns, _rows) = (new(context), new(context), new(context));
    }

    /// <summary>Computes a field and leaves it on the device.</summary>
    /// <param name="task">What to compute, valid.</param>
    /// <param name="field">Row-major, height × width: counts, then distances where the task asks for them; the renderer's own, and as it is until the next call.</param>
    /// <param name="cancellationToken">Ends the work between two launches.</param>
    public EscapeStatistics Compute(EscapeTask task, out OpenClBuffer<double> field, CancellationToken cancellationToken)
    {
        var loan = _references.LoanFor(task, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var view = new PerturbedView(loan.Table, task.View, task.Rule, task.OffsetX, task.OffsetY, _options.AlwaysBands, task.WithDistance, _options.EffectiveThreads);
        cancellationToken.ThrowIfCancellationRequested();
        var sent = _table.Hold(view);
        var memory = new EscapeFieldMemory(_field.Reserve(task.FieldLength), _columns.Reserve(view.Width), _rows.Reserve(view.Height));
        _context.Write(memory.Columns, view.Offsets.Columns.AsSpan());
        _context.Write(memory.Rows, view.Offsets.Rows.AsSpan());

        _launches.Begin(view, _table, memory, cancellationToken);
        var plan = PerturbedField.PlanFor(view, task.Limit);
        var shortcuts = _options.InteriorShortcuts || task.Limit.IsAuto;
        var isFirst = true;
        do
        {
            _launches.Follow(plan.To, shortcuts && !isFirst, cancellationToken);
            isFirst = false;
        }
        while (plan.TryGoOn(_launches.Totals.Escaped, _launches.Undecided));
        field = memory.Counts;
        var (_, iterations, jumps, steps, trips) = _launches.Totals;
        return new EscapeStatistics(plan.Limit, iterations + _launches.Undecided * plan.Limit, _launches.Undecided)
        {
            Deep = DeepStatistics.Of(loan, Stopwatch.GetElapsedTime(started), jumps, steps, trips > 0 ? (double)(jumps + steps) / trips : 1) with { SentBytes = sent },
        };
    }

    public void Dispose()
    {
        _table.Dispose();
        _launches.Dispose();
        _field.Dispose();
        _columns.Dispose();
        _rows.Dispose();
    }
}
