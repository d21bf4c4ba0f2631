using MandelActors.Fractals;
using MandelActors.Kernels.Tests.OpenCl;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>What every device must do, run on every device that is here.</summary>
public sealed class DeviceSuite
{
    public static TheoryData<string> Devices => ["cpu", .. OpenClDevices.Ids];

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Known_pixels_are_met(string name)
    {
        using var device = Open(name);
        foreach (var truth in (TruthFile[])[TruthFile.Load("full"), TruthFile.Load("seahorse-1e-3"), TruthFile.Load("seahorse-1e-8"), TruthFile.Load("spiral")])
        {
            var field = Field(device, new EscapeTask(truth.View, new EscapeRule(), IterationLimit.Fixed(truth.MaxIterations)));
            truth.Pixels.ShouldAllBe(p => p.Nu == null == double.IsNaN(field[p.Row * truth.Width + p.Column]), truth.Name);
            var met = truth.Pixels.Count(p => p.Nu is not { } nu || Math.Abs(nu - field[p.Row * truth.Width + p.Column]) <= 0.01);
            met.ShouldBeGreaterThanOrEqualTo((int)(0.99 * truth.Pixels.Count), truth.Name);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Any_size_is_filled_to_its_last_pixel(string name)
    {
        using var device = Open(name);
        foreach (var (width, height) in (IEnumerable<(int, int)>)[(1, 1), (1, 1000), (3, 5), (255, 1), (257, 3), (16384, 1), (641, 359)])
        {
            var task = new EscapeTask(ViewOf("-0.7436", "0.1318", "0.01", width, height), new EscapeRule(), IterationLimit.Fixed(700));
            var field = Enumerable.Repeat(-1000.0, task.FieldLength).ToArray();
            var statistics = device.Render(task, field, CancellationToken.None);
            field.ShouldAllBe(nu => double.IsNaN(nu) || nu > -20, $"{width}×{height}");
            statistics.Undecided.ShouldBeLessThanOrEqualTo(field.Count(double.IsNaN));
            statistics.Limit.ShouldBe(700);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_part_of_a_grid_has_the_values_that_the_whole_has_there(string name)
    {
        using var device = Open(name);
        var grid = PixelGrid.Of(ViewOf("-0.7436", "0.1318", "0.01", 90, 60));
        var task = new EscapeTask(ViewOf("0", "0", "1", 1, 1), new EscapeRule(), IterationLimit.Fixed(2000)) { Grid = grid };
        var whole = Field(device, task);
        var part = Field(device, task with { Grid = PixelGrid.At(grid.Columns[7..31], grid.Rows[11..50], grid.Pitch) });
        for (var row = 0; row < 39; row++)
            part.AsSpan(24 * row, 24).ToArray().ShouldBeTheSameBitsAs(whole.AsSpan((row + 11) * 90 + 7, 24).ToArray(), $"row {row}");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Frame_after_frame_comes_out_as_from_a_new_device(string name)
    {
        using var device = Open(name);
        EscapeTask[] tasks =
        [
            new(ViewOf("-0.75", "0", "1.25", 30, 20), Whole, IterationLimit.Fixed(40)),
            new(ViewOf("-0.7436", "0.1318", "1e-3", 200, 100), new EscapeRule(), IterationLimit.Auto),
            new(ViewOf("-1.75", "0", "0.1", 7, 3), new EscapeRule(), IterationLimit.Fixed(100_000)),
        ];
        var expected = tasks.Select(task =>
        {
            using var fresh = Open(name);
            return Field(fresh, task);
        }).ToArray();
        for (var turn = 0; turn < 9; turn++)
            Field(device, tasks[turn % 3]).ShouldBeTheSameBitsAs(expected[turn % 3], $"turn {turn}");
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public async Task Two_at_once_do_not_disturb_each_other(string name)
    {
        using var one = Open(name);
        using var other = Open(name);
        EscapeTask[] tasks =
        [
            new(ViewOf("-0.75", "0", "1.25", 100, 80), new EscapeRule(), IterationLimit.Fixed(3000)),
            new(ViewOf("-0.7436", "0.1318", "1e-3", 90, 70), new EscapeRule(), IterationLimit.Fixed(2000)),
        ];
        double[][] expected = [Field(one, tasks[0]), Field(one, tasks[1])];
        await Task.WhenAll(((IDevice[])[one, other]).Select((device, first) => Task.Run(() =>
        {
            for (var turn = 0; turn < 20; turn++) Field(device, tasks[(turn + first) % 2]).ShouldBeTheSameBitsAs(expected[(turn + first) % 2], $"turn {turn}");
        })));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void A_frame_of_hours_is_cancelled_and_the_next_one_computed(string name)
    {
        using var device = Open(name, shortcuts: false);
        using var cancelling = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var endless = new EscapeTask(ViewOf("-0.1", "0.1", "0.05", 640, 480), new EscapeRule(), IterationLimit.Fixed(1L << 28));
        Should.Throw<OperationCanceledException>(() => Field(device, endless, cancelling.Token));
        var task = new EscapeTask(ViewOf("-0.75", "0", "1.25", 30, 20), new EscapeRule(), IterationLimit.Fixed(400));
        Field(device, task).ShouldBeTheSameBitsAs(Scalar(task), name);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Should.Throw<OperationCanceledException>(() => Field(device, task, cancelled.Token));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Bad_tasks_are_refused_before_anything_is_computed(string name)
    {
        using var device = Open(name);
        var task = new EscapeTask(ViewOf("-0.75", "0", "1.25", 30, 20), new EscapeRule(), IterationLimit.Fixed(400));
        Should.Throw<ArgumentException>(() => device.Render(task, new double[599], CancellationToken.None));
        Should.Throw<ArgumentException>(() => device.Render(task with { Rule = new EscapeRule(1) }, new double[600], CancellationToken.None));
        Should.Throw<ArgumentException>(() => device.Render(task with { OffsetX = 2 }, new double[600], CancellationToken.None));
    }

    internal static double[] Field(IDevice device, EscapeTask task, CancellationToken cancellation = default)
    {
        var field = new double[task.FieldLength];
        device.Render(task, field, cancellation);
        return field;
    }

    internal static IDevice Open(string name, bool shortcuts = true)
    {
        DeviceOptions options = new(InteriorShortcuts: shortcuts);
        return name == "cpu" ? new CpuDevice(options) : OpenClDevices.Open(name, options);
    }
}
