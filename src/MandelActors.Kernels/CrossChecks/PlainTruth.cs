using MandelActors.Fractals;

namespace MandelActors.Kernels.CrossChecks;

/// <summary>Counts in double precision, as <see cref="EscapeTime"/> and <see cref="DistanceEstimate"/> have them.</summary>
internal sealed class PlainTruth(EscapeTask task, EscapeStatistics statistics, CancellationToken cancellationToken) : EscapeTruth(task, statistics)
{
    private const long FirstStretch = 1024, LongestStretch = 1 << 22;

    /// <summary>Steps in which a cycle is looked for at most, as many as were followed before.</summary>
    private const int LongestSearch = 1 << 16;

    private readonly PixelGrid _grid = task.Grid ?? PixelGrid.Of(task.View, task.OffsetX, task.OffsetY);

    public override TruePixel? At(int pixel, int tremor, double claimed, long most, out long steps)
    {
        var (right, down) = DirectionOf(tremor);
        var (re, im) = (_grid.Columns[pixel % Task.Width], _grid.Rows[pixel / Task.Width]);
        (re, im) = (re + right * Tremor(re), im + down * Tremor(im));
        steps = 0;
        var inside = double.IsNaN(claimed);
        if (inside && InteriorShapes.Contain(re, im)) return TruePixel.Inside;
        var wanted = LastFor(claimed);
        var last = inside ? Math.Min(wanted, most) : wanted;
        double x = 0, y = 0;
        for (long index = 0, to; index < last; index = to)
        {
            cancellationToken.ThrowIfCancellationRequested();
            to = Math.Min(last, index + Math.Clamp(index, FirstStretch, LongestStretch));
            var n = EscapeTime.Follow(ref x, ref y, re, im, Task.Rule.Bound, index, to, out var squaredModulus);
            steps += (n != 0 ? n : to) - index;
            if (n != 0) return Escaped(re, im, n, squaredModulus);
            if (!inside) continue;
            var search = (int)Math.Min(to, LongestSearch);
            steps += search;
            if (AttractingCycle.Attracts(re, im, x, y, search)) return TruePixel.Inside;
        }

        return last == wanted ? TruePixel.Inside : null;
    }

    private TruePixel Escaped(double re, double im, long n, double squaredModulus) => new(
        Task.Rule.Count == CountKind.Whole ? n : SmoothCount.Of(n, squaredModulus),
        Task.WithDistance ? DistanceEstimate.At(re, im, _grid.Pitch, Task.Rule, n) : double.NaN);

    private double Tremor(double coordinate) => TremorPixels * _grid.Pitch + Ulps(Math.Max(0.25, Math.Abs(coordinate)));
}
