using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Fractals;
using MandelActors.Fractals.Stacks;
using MandelActors.Kernels;
using MandelActors.Numerics;
using MandelActors.Testing;

namespace MandelActors.Farm.Tests.Rendering.Stacks;

public sealed class StackRendererTests
{
    private const int Width = 61, Height = 47;

    private static readonly EscapeRule Whole = new(2, CountKind.Whole);

    private static readonly StackGeometry Small = StackPlaces.Notebook with { Width = Width, Height = Height };

    private static readonly (AxisSlice Rows, AxisSlice Columns)[] Parts =
    [
        (new(0, 24), new(0, 31)), (new(24, 23), new(31, 30)), (new(0, 24, 2), new(0, 31, 2)), (new(1, 46), new(0, 21, 3)), (new(17, 1), new(42, 1)),
    ];

    public static TheoryData<string, StackSettings, int> Ways => new()
    {
        { "plain double", new(Small, Whole, IterationLimit.Fixed(256), StackArithmetic.PlainDouble), 70_000 },
        { "plain double beyond its reach", new(Small, Whole, IterationLimit.Fixed(256), StackArithmetic.PlainDouble), 119_999 },
        { "plain double, auto", new(Small, Whole, IterationLimit.Auto, StackArithmetic.PlainDouble), 30_000 },
        { "exact, shallow", new(Small, new(), IterationLimit.Fixed(300)), 5_000 },
        { "exact, auto", new(Small, new(), IterationLimit.Auto), 0 },
        { "exact, opened beside a reference", new(Small, new(), IterationLimit.Auto), 119_999 },
        { "exact, beside a reference", new(Small with { ZoomPerLevel = ExactDecimal.Parse("1.0005") }, new(), IterationLimit.Fixed(2000)), 119_999 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_part_has_the_values_of_the_whole(string way, StackSettings settings, int level)
    {
        using var device = new CpuDevice(new DeviceOptions(Threads: 2));
        var whole = Values(new StackRenderer(settings), level, AxisSlice.All(Height), AxisSlice.All(Width), device);
        whole.Distinct().Count().ShouldBeGreaterThan(10, way);
        foreach (var (rows, columns) in Parts)
        {
            // A renderer of its own: nothing is kept from before.
            var part = Values(new StackRenderer(settings), level, rows, columns, device);
            double[] picked = [.. Enumerable.Range(0, (int)rows.Count).SelectMany(r => Enumerable.Range(0, (int)columns.Count).Select(c => whole[rows[r] * Width + columns[c]]))];
            part.ShouldBe(picked, $"{way}: rows {rows}, columns {columns}");
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Values_are_the_devices_counts_in_the_words_of_the_settings(string way, StackSettings settings, int level)
    {
        using var device = new CpuDevice(new DeviceOptions(Threads: 2));
        var renderer = new StackRenderer(settings);
        var values = new double[Width * Height];
        var statistics = renderer.Render(level, AxisSlice.All(Height), AxisSlice.All(Width), device, values, CancellationToken.None);
        var task = new EscapeTask(settings.Geometry.ViewAt(level), settings.Rule, settings.Limit);
        if (settings.Arithmetic == StackArithmetic.PlainDouble) task = task with { Grid = settings.Geometry.GridAt(level) };
        var field = new double[task.FieldLength];
        statistics.Limit.ShouldBe(device.Render(task, field, CancellationToken.None).Limit);
        var expected = settings.Rule.Count == CountKind.Smooth ? field : [.. field.Select(n => double.IsNaN(n) ? statistics.Limit : n - 1)];
        values.ShouldBe(expected, way);
    }

    [Fact]
    public void A_fixed_limit_in_plain_double_computes_what_is_asked_for_and_no_more()
    {
        using var device = new CountingDevice();
        var renderer = new StackRenderer(new(Small, Whole, IterationLimit.Fixed(256), StackArithmetic.PlainDouble));
        renderer.IsWhole(119_999).ShouldBeFalse();
        Values(renderer, 60_000, new(3, 5), new(7, 11), device);
        device.Sizes.ShouldBe([5 * 11]);
    }

    [Fact]
    public void A_level_that_is_computed_as_a_whole_is_computed_once_for_all_its_parts()
    {
        using var device = new CountingDevice();
        var renderer = new StackRenderer(new(Small, Whole, IterationLimit.Auto, StackArithmetic.PlainDouble));
        renderer.IsWhole(0).ShouldBeTrue();
        foreach (var (rows, columns) in Parts) Values(renderer, 100, rows, columns, device);
        device.Sizes.ShouldBe([Width * Height]);
    }

    [Fact]
    public void The_level_asked_for_longest_ago_is_let_go_of()
    {
        using var device = new CountingDevice();
        var renderer = new StackRenderer(new(Small, Whole, IterationLimit.Auto, StackArithmetic.PlainDouble), 2L * sizeof(double) * Width * Height);
        foreach (var level in (int[])[1, 2, 1, 3, 1]) Values(renderer, level, new(0, 1), new(0, 1), device);
        device.Sizes.Count.ShouldBe(3);
        Values(renderer, 2, new(0, 1), new(0, 1), device);
        device.Sizes.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Callers_side_by_side_share_what_one_of_them_computes()
    {
        var settings = new StackSettings(Small, Whole, IterationLimit.Auto, StackArithmetic.PlainDouble);
        var renderer = new StackRenderer(settings);
        using var device = new CpuDevice(new DeviceOptions(Threads: 1));
        var expected = Values(new StackRenderer(settings), 40_000, AxisSlice.All(Height), AxisSlice.All(Width), device);
        CountingDevice[] devices = [.. Enumerable.Range(0, 4).Select(_ => new CountingDevice())];
        var all = await Task.WhenAll(devices.Select(own => Task.Run(() => Values(renderer, 40_000, AxisSlice.All(Height), AxisSlice.All(Width), own))));
        foreach (var values in all) values.ShouldBe(expected);
        devices.Sum(own => own.Sizes.Count).ShouldBe(1);
    }

    [Fact]
    public void A_cancelled_level_is_computed_when_it_is_asked_for_again()
    {
        using var device = new CountingDevice();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var renderer = new StackRenderer(new(Small, Whole, IterationLimit.Auto, StackArithmetic.PlainDouble));
        Should.Throw<OperationCanceledException>(() => renderer.Render(9, new(0, 1), new(0, 1), device, new double[1], cancelled.Token));
        Values(renderer, 9, new(0, 1), new(0, 1), device)[0].ShouldBeLessThan(1024);
    }

    [Theory]
    [InlineData(-1, 0, 1, 0, 1, 1)]
    [InlineData(120_000, 0, 1, 0, 1, 1)]
    [InlineData(0, 0, Height + 1, 0, 1, Height + 1)]
    [InlineData(0, 0, 1, Width, 1, 1)]
    [InlineData(0, 0, 0, 0, 1, 0)]
    [InlineData(0, 0, 2, 0, 2, 3)]
    public void What_lies_outside_or_does_not_fit_is_refused(int level, int row, int rows, int column, int columns, int values)
    {
        using var device = new CountingDevice();
        foreach (var limit in (IterationLimit[])[IterationLimit.Auto, IterationLimit.Fixed(10)])
        {
            var renderer = new StackRenderer(new(Small, Whole, limit, StackArithmetic.PlainDouble));
            Should.Throw<ArgumentException>(() => renderer.Render(level, new(row, rows), new(column, columns), device, new double[values], CancellationToken.None));
        }

        device.Sizes.ShouldBeEmpty();
    }

    private static double[] Values(StackRenderer renderer, int level, AxisSlice rows, AxisSlice columns, IDevice device)
    {
        var values = new double[rows.Count * columns.Count];
        renderer.Render(level, rows, columns, device, values, CancellationToken.None);
        return values;
    }

    /// <summary>A device that notes what it was asked for.</summary>
    private sealed class CountingDevice : IDevice
    {
        private readonly CpuDevice _device = new(new DeviceOptions(Threads: 1));

        public List<int> Sizes { get; } = [];

        public DeviceInfo Info => _device.Info;

        public EscapeStatistics Render(EscapeTask task, Span<double> field, CancellationToken cancellationToken)
        {
            Sizes.Add(task.FieldLength);
            return _device.Render(task, field, cancellationToken);
        }

        public LyapunovStatistics Render(LyapunovTask task, Span<double> field, CancellationToken cancellationToken) => _device.Render(task, field, cancellationToken);

        public void Dispose() => _device.Dispose();
    }
}
