using MandelActors.Fractals;
using MandelActors.Kernels.Escape;
using MandelActors.Kernels.OpenCl.Driver;

namespace MandelActors.Kernels.OpenCl.Escape;

/// <summary>Escape time in double precision on an OpenCL device, in the rounds in which <see cref="CpuDevice"/> has them.</summary>
internal sealed class EscapeRenderer : IDisposable
{
    /// <summary>The end of the first round. Most pixels of most views escape before it; a multiple of every block length.</summary>
    private const long FirstRound = 256;

    /// <summary>Below this bound points at the tip are tested after every step.</summary>
    private const double NearTwoBound = 4.1;

    private readonly OpenClContext _context;
    private readonly bool _shortcuts;
    private readonly EscapeLaunches _launches;
    private readonly OnDemand<DistanceLaunches> _distances;
    private readonly DeviceMemory<double> _field, _columns, _rows;

    /// <param name="shortcuts">Whether pixels may be proven interior instead of being followed to the limit.</param>
    public EscapeRenderer(OpenClContext context, bool shortcuts)
    {
        _context = context;
        _shortcuts = shortcuts;
        _launches = new EscapeLaunches(context);
        _distances = context.OnDemand(() => new DistanceLaunches(context));
        (_field, _columns, _rows) = (new DeviceMemory<double>(context), new DeviceMemory<double>(context), new DeviceMemory<double>(context));
    }

    /// <summary>Computes a field at given sample points and leaves it on the device.</summary>
    /// <param name="grid">The sample points.</param>
    /// <param name="task">What to compute, valid.</param>
    /// <param name="field">Row-major, height × width, filled with counts, then with distances where the task asks for them; the renderer's own, and as it is until the next call.</param>
    /// <param name="cancellationToken">Ends the work between two launches.</param>
    public EscapeStatistics Compute(PixelGrid grid, EscapeTask task, out OpenClBuffer<double> field, CancellationToken cancellationToken)
    {
        long pixels = (long)task.Width * task.Height;
        var memory = new EscapeFieldMemory(field = _field.Reserve(task.FieldLength), _columns.Reserve(task.Width), _rows.Reserve(task.Height));
        _context.Write(memory.Columns, grid.Columns.AsSpan());
        _context.Write(memory.Rows, grid.Rows.AsSpan());
        var plan = new RoundPlan(task.Limit, pixels, FirstRound, AutoLimit.StartFrom(task.Limit.Value));
        var shortcuts = _shortcuts || task.Limit.IsAuto;
        _launches.Begin(pixels);
        long from = 0;
        do
        {
            _launches.Follow(memory, RoundOf(task, from, plan.To, shortcuts), cancellationToken);
            if (shortcuts && EscapeRound.CycleBudgetAt(plan.To) is var budget and > 0) _launches.Prove(memory, (uint)task.Width, budget, cancellationToken);
            from = plan.To;
        }
        while (plan.TryGoOn(_launches.Escaped, _launches.Undecided));
        if (task.WithDistance) _distances.Value.Measure(memory, task.Width, task.Height, grid.Pitch, task.Rule.Bound, cancellationToken);
        return new EscapeStatistics(plan.Limit, _launches.Iterations, _launches.Undecided);
    }

    public void Dispose()
    {
        _launches.Dispose();
        _distances.Dispose();
        _field.Dispose();
        _columns.Dispose();
        _rows.Dispose();
    }

    private static EscapeLeg RoundOf(EscapeTask task, long from, long to, bool shortcuts) => new()
    {
        Bound = task.Rule.Bound,
        From = from,
        To = to,
        Width = (uint)task.Width,
        Steps = (uint)EscapeRound.StepsFrom(from),
        Flags = (task.Rule.Count == CountKind.Smooth ? EscapeLegFlags.Smooth : 0)
            | (from == 0 ? EscapeLegFlags.First : 0)
            | (shortcuts ? EscapeLegFlags.Shortcuts : 0)
            | (shortcuts && from > 0 ? EscapeLegFlags.SeekCycles : 0)
            | (from == 0 && task.Rule.Bound < NearTwoBound ? EscapeLegFlags.NearTwo : 0),
    };
}
