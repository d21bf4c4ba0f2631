using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels.Deep;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>Counts beside a reference, as <see cref="PerturbedEscapeTime"/> has them.</summary>
/// <remarks>Not far beyond double precision there is another sound way, an <see cref="Opening"/>. The reference is the one of the device's node, which is kept, and with it the rows of its table.</remarks>
internal sealed class PerturbedTruth : EscapeTruth
{
    private readonly PerturbedView _view;
    private readonly double _indicesPerStep;
    private readonly Opening? _opening;
    private readonly PixelGrid? _grid;

    public PerturbedTruth(EscapeTask task, EscapeStatistics statistics, ReferenceLibrary references, CancellationToken cancellationToken)
        : base(task, statistics)
    {
        var loan = new TaskReferences(new DeviceOptions(Threads: 1), references).LoanFor(task, cancellationToken);
        _view = new PerturbedView(loan.Table, task.View, task.Rule, task.OffsetX, task.OffsetY, withDistance: task.WithDistance, threads: 1);
        if (!task.WithDistance)
        {
            _opening = Opening.Of(
                task.View, loan.Table.Reference, task.Rule, task.Limit.IsAuto ? AutoLimit.StartFrom(task.Limit.Value) : task.Limit.Value, task.OffsetX, task.OffsetY);
        }

        if (_opening is not null) _grid = PixelGrid.Of(task.View, task.OffsetX, task.OffsetY);
        // Blocks take many indices at once; how many on average the device knows.
        _indicesPerStep = statistics.Deep is { } deep ? Math.Clamp((double)statistics.Iterations / Math.Max(1, deep.Jumps + deep.Steps), 1, 1e6) : 1;
    }

    public override TruePixel? At(int pixel, int tremor, double claimed, long most, out long steps)
    {
        var (right, down) = DirectionOf(tremor);
        var step = TremorPixels * _view.Offsets.Pitch;
        var (re, im) = (_view.Offsets.Columns[pixel % Task.Width] + right * step, _view.Offsets.Rows[pixel / Task.Width] + down * step);
        var wanted = LastFor(claimed);
        var last = double.IsNaN(claimed) ? (long)Math.Min(wanted, most * _indicesPerStep) : wanted;
        var count = PerturbedEscapeTime.Count(_view, re, im, last, out var distance);
        steps = (long)Math.Ceiling((double.IsNaN(count) ? last : count) / _indicesPerStep);
        return double.IsNaN(count) && last < wanted ? null : new TruePixel(count, distance);
    }

    /// <summary>Beside the reference at first, then in doubles alone, as devices take views that are not far beyond double precision.</summary>
    public override TruePixel? Otherwise(int pixel, double claimed, long most)
    {
        if (_opening is not { } opening || _grid is not { } grid) return null;
        var (column, row) = (pixel % Task.Width, pixel / Task.Width);
        var (x, y) = opening.At(column, row);
        var last = double.IsNaN(claimed) ? Math.Min(Limit, opening.Steps + most) : LastFor(claimed);
        var n = EscapeTime.Follow(ref x, ref y, grid.Columns[column], grid.Rows[row], Task.Rule.Bound, opening.Steps, last, out var squaredModulus);
        if (n == 0) return TruePixel.Inside;
        return new TruePixel(Task.Rule.Count == CountKind.Whole ? n : SmoothCount.Of(n, squaredModulus));
    }
}
