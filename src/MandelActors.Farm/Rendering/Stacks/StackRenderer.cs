using System.Numerics;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Fractals.Stacks;
using MandelActors.Kernels;
using MandelActors.Numerics;

namespace MandelActors.Farm.Rendering.Stacks;

/// <summary>Gives the values of any part of a stack of levels, computing what is asked for and little else.</summary>
/// <remarks>
/// Any number of callers may ask at once, each with a device of its own. A value depends on the settings, the level, row and column
/// alone, not on what else was asked for.
/// <para>
/// Where every pixel stands for itself (a fixed limit, plain double precision) only the pixels asked for are computed. A limit of <c>auto</c> and a
/// reference belong to the whole level: it is computed as a whole, and the last few are kept, so that a level asked for
/// chunk by chunk is computed once.
/// </para>
/// </remarks>
public sealed class StackRenderer
{
    /// <summary>Memory that kept levels fill: 32 of 512×512. One level is kept whatever its size.</summary>
    public const long DefaultMemoryBytes = 64L << 20;

    private readonly RecentLevels _recent;
    private readonly View _first;
    private readonly ReferenceSite _site;

    /// <param name="settings">What the values are.</param>
    /// <param name="memoryBytes">Memory that whole levels may fill that are kept for the next question.</param>
    public StackRenderer(StackSettings settings, long memoryBytes = DefaultMemoryBytes)
    {
        Settings = settings;
        var geometry = settings.Geometry;
        var levelBytes = (long)sizeof(double) * geometry.Width * geometry.Height;
        _recent = new RecentLevels((int)Math.Clamp(memoryBytes / levelBytes, 1, geometry.Levels));
        // One reference serves all levels: that of the deepest.
        _first = geometry.ViewAt(0);
        var last = geometry.ViewAt(geometry.Levels - 1);
        _site = new ReferenceSite(last.CentreRe, last.CentreIm, _first.Radius < last.Radius ? _first.Radius : last.Radius);
    }

    public StackSettings Settings { get; }

    /// <summary>Hears of a reference that takes long.</summary>
    public IProgress<ReferenceProgress>? Progress { get; init; }

    /// <summary>Whether a part of a level costs as much as all of it, the first time.</summary>
    /// <param name="level">0 … levels − 1.</param>
    public bool IsWhole(int level) => Settings.Limit.IsAuto
        || (Settings.Arithmetic == StackArithmetic.Exact && !PixelGrid.Suits(Settings.Geometry.ViewAt(level)));

    /// <summary>Computes the values where some rows and some columns of a level meet.</summary>
    /// <param name="level">0 … levels − 1.</param>
    /// <param name="rows">Which rows, in image order.</param>
    /// <param name="columns">Which columns.</param>
    /// <param name="device">What computes; used by this call alone meanwhile.</param>
    /// <param name="values">Row-major, rows × columns, filled with what <see cref="StackSettings.Rule"/> says. Not retained.</param>
    /// <param name="cancellationToken">Ends the work; the values are then undefined.</param>
    /// <returns>The limit in force, and what the device had to do for it: of a level that was kept, what it cost at the time.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level or a slice lies outside the stack.</exception>
    /// <exception cref="ArgumentException">The values are not as many as the pixels.</exception>
    /// <exception cref="ViewOutOfReachException">The level is deeper than any device can go.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; others who want the same level go on.</exception>
    public EscapeStatistics Render(int level, AxisSlice rows, AxisSlice columns, IDevice device, Span<double> values, CancellationToken cancellationToken)
    {
        var geometry = Settings.Geometry;
        rows.RequireWithin(geometry.Height);
        columns.RequireWithin(geometry.Width);
        if (values.Length != rows.Count * columns.Count)
            throw new ArgumentException($"There is room for {values.Length} values of {rows.Count} × {columns.Count} pixels.", nameof(values));
        var task = TaskOf(level);
        EscapeStatistics statistics;
        if (task.Grid is { } grid && !Settings.Limit.IsAuto)
        {
            if (!rows.IsAll(geometry.Height) || !columns.IsAll(geometry.Width)) task = task with { Grid = grid.Part(rows, columns) };
            statistics = device.Render(task, values, cancellationToken);
        }
        else
        {
            var whole = _recent.Get(level, () => Compute(task, device, cancellationToken), cancellationToken);
            Pick(whole.Field, rows, columns, values);
            statistics = whole.Statistics;
        }

        if (Settings.Rule.Count == CountKind.Whole) FromIndices(values, Settings.Limit.IsAuto ? double.NaN : statistics.Limit);
        return statistics;
    }

    private EscapeTask TaskOf(int level)
    {
        // Beside a grid no device looks at the view, and a level's own takes longer to work out than its samples.
        var isDouble = Settings.Arithmetic == StackArithmetic.PlainDouble;
        var view = isDouble ? _first : Settings.Geometry.ViewAt(level);
        var task = new EscapeTask(view, Settings.Rule, Settings.Limit) { Progress = Progress };
        if (isDouble) return task with { Grid = Settings.Geometry.GridAt(level) };
        return PixelGrid.Suits(view) ? task with { Grid = PixelGrid.Of(view) } : task with { Site = _site };
    }

    private static WholeLevel Compute(EscapeTask task, IDevice device, CancellationToken cancellationToken)
    {
        var field = new double[task.FieldLength];
        return new WholeLevel(field, device.Render(task, field, cancellationToken));
    }

    private void Pick(double[] field, AxisSlice rows, AxisSlice columns, Span<double> values)
    {
        var (width, count) = (Settings.Geometry.Width, (int)columns.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var from = field.AsSpan((int)rows[row] * width, width);
            var to = values.Slice(row * count, count);
            if (columns.Step == 1)
                from.Slice((int)columns.Start, count).CopyTo(to);
            else
                for (var column = 0; column < to.Length; column++) to[column] = from[(int)columns[column]];
        }
    }

    /// <summary>n becomes n − 1, and NaN what stands for it.</summary>
    private static void FromIndices(Span<double> values, double inside)
    {
        var at = 0;
        for (; at <= values.Length - Vector<double>.Count; at += Vector<double>.Count)
        {
            var part = values.Slice(at, Vector<double>.Count);
            var n = new Vector<double>(part);
            Vector.ConditionalSelect(Vector.Equals(n, n), n - Vector<double>.One, new Vector<double>(inside)).CopyTo(part);
        }

        for (; at < values.Length; at++) values[at] = double.IsNaN(values[at]) ? inside : values[at] - 1;
    }
}
