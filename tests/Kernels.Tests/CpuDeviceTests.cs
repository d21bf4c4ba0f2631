using MandelActors.Fractals;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

public sealed class CpuDeviceTests
{
    [Fact]
    public void An_automatic_limit_goes_on_while_nothing_has_escaped()
    {
        // A minibrot's surroundings: nothing escapes before 3,400, so at 1,024 and 2,048 the whole view looks black.
        var view = ViewOf(TruthFile.Load("back-to-black")) with { Width = 160, Height = 90 };
        var (field, statistics) = Render(new EscapeTask(view, new EscapeRule(), IterationLimit.Auto));
        var counts = field.Where(nu => !double.IsNaN(nu)).ToArray();
        counts.Min().ShouldBeGreaterThan(3400);
        counts.Length.ShouldBeGreaterThan(field.Length / 5);
        var (further, _) = Render(new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(2 * statistics.Limit)));
        further.Zip(field).Count(pair => double.IsNaN(pair.First) != double.IsNaN(pair.Second)).ShouldBeLessThan(field.Length / 10_000 + 1);
    }

    [Theory]
    [InlineData("-0.75", "0", "1.25")]
    [InlineData("-0.7436458", "0.1318259", "1.2e-2")]
    [InlineData("-0.743643887", "0.131825904", "1.6e-7")]
    [InlineData("0.2501", "0.002", "2e-3")]
    public void Doubling_an_automatic_limit_changes_fewer_than_one_pixel_in_ten_thousand(string re, string im, string radius)
    {
        var task = new EscapeTask(ViewOf(re, im, radius, 320, 180), new EscapeRule(), IterationLimit.Auto);
        var (field, statistics) = Render(task);
        var (further, _) = Render(task with { Limit = IterationLimit.Fixed(2 * statistics.Limit) });
        further.Zip(field).Count(pair => double.IsNaN(pair.First) != double.IsNaN(pair.Second)).ShouldBeLessThan(field.Length / 10_000 + 1);
    }

    [Theory]
    [InlineData("-1.7548776662466927", "0", "1e-6")]
    [InlineData("-0.1225611668766536", "0.7448617666197442", "1e-5")]
    [InlineData("-1.3107026413368328", "0", "1e-5")]
    public void An_interior_without_a_formula_is_proven_by_its_cycle(string re, string im, string radius)
    {
        // Middles of the components of period 3, 3 and 4.
        var (field, statistics) = Render(new EscapeTask(ViewOf(re, im, radius, 100, 100), new EscapeRule(), IterationLimit.Auto));
        field.ShouldAllBe(nu => double.IsNaN(nu));
        statistics.Undecided.ShouldBe(0);
        statistics.Limit.ShouldBe(IterationLimit.AutoStart);
    }

    [Fact]
    public void An_interior_too_slow_to_prove_ends_and_is_reported()
    {
        // Beside the root of the bulb of period 3, where cycles attract by less than a millionth per turn.
        var view = ViewOf("-0.125", "0.649519052838329", "1e-7", 40, 40);
        var (field, statistics) = Render(new EscapeTask(view, new EscapeRule(), IterationLimit.Auto));
        statistics.Undecided.ShouldBeGreaterThan(0);
        statistics.Undecided.ShouldBeLessThanOrEqualTo(field.Count(double.IsNaN));
        statistics.Limit.ShouldBeInRange(2 * IterationLimit.AutoStart, AutoLimit.Highest);
    }

    [Fact]
    public void No_pixel_that_escapes_is_ever_called_interior()
    {
        // Shortcuts against brute force over fields full of slow escapes: elephant valley, seahorse valley,
        // a minibrot's rim, the edge of the disc.
        foreach (var (re, im, radius) in (IEnumerable<(string, string, string)>)
            [("0.2501", "0.00001", "2e-4"), ("-0.75", "0.01", "1e-2"), ("-1.7548776662466927", "0", "2e-2"), ("-1.2513", "0.03", "2e-2")])
        {
            var task = new EscapeTask(ViewOf(re, im, radius, 90, 60), new EscapeRule(), IterationLimit.Fixed(100_000));
            var (with, _) = Render(task);
            var (without, _) = Render(task, new DeviceOptions(InteriorShortcuts: false));
            with.ShouldBeTheSameBitsAs(without, $"{re} {im}");
            with.Count(nu => nu > 200).ShouldBeGreaterThan(30, $"{re} {im}");
        }
    }

    [Fact]
    public void Interior_shortcuts_leave_less_to_do()
    {
        var task = new EscapeTask(ViewOf("-0.75", "0", "1.25", 320, 180), new EscapeRule(), IterationLimit.Fixed(5000));
        Render(task).Statistics.Iterations.ShouldBeLessThan(Render(task, new DeviceOptions(InteriorShortcuts: false)).Statistics.Iterations / 10);
    }

    [Fact]
    public void Iterations_counted_are_the_sum_of_what_each_pixel_needed()
    {
        var task = new EscapeTask(ViewOf("-0.75", "0", "1.25", 97, 55), Whole, IterationLimit.Fixed(333));
        var (field, statistics) = Render(task, new DeviceOptions(InteriorShortcuts: false));
        statistics.Iterations.ShouldBe((long)field.Sum(n => double.IsNaN(n) ? 333 : n));
        statistics.Limit.ShouldBe(333);
    }

    [Fact]
    public async Task A_cancelled_render_stops()
    {
        using var cancellation = new CancellationTokenSource();
        using var device = new CpuDevice(new DeviceOptions(InteriorShortcuts: false));
        // Days of work.
        var task = new EscapeTask(ViewOf("-0.1", "0.1", "0.01", 1000, 1000), new EscapeRule(), IterationLimit.Fixed(1_000_000_000));
        var running = Task.Run(() => device.Render(task, new double[1_000_000], cancellation.Token));
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        // And the device works on.
        var small = new EscapeTask(ViewOf("-0.75", "0", "1.25", 30, 20), Whole, IterationLimit.Fixed(40));
        var field = new double[600];
        device.Render(small, field, CancellationToken.None);
        field.ShouldBeTheSameBitsAs(Scalar(small), "after a cancellation");
    }

    [Fact]
    public void A_cancelled_token_renders_nothing()
    {
        using var device = new CpuDevice();
        var task = new EscapeTask(ViewOf("0", "0", "1", 10, 10), new EscapeRule(), IterationLimit.Fixed(10));
        Should.Throw<OperationCanceledException>(() => device.Render(task, new double[100], new CancellationToken(true)));
    }

    [Fact]
    public void A_view_out_of_reach_is_refused()
    {
        using var device = new CpuDevice();
        var task = new EscapeTask(ViewOf("-1.5", "0", "1e-11000", 16, 16), new EscapeRule(), IterationLimit.Auto);
        Should.Throw<ViewOutOfReachException>(() => device.Render(task, new double[256], CancellationToken.None));
    }

    [Fact]
    public void A_field_of_another_size_a_limit_of_nothing_and_a_small_radius_are_errors()
    {
        using var device = new CpuDevice();
        var task = new EscapeTask(ViewOf("0", "0", "1", 10, 10), new EscapeRule(), IterationLimit.Fixed(10));
        Should.Throw<ArgumentException>(() => device.Render(task, new double[99], CancellationToken.None));
        Should.Throw<ArgumentException>(() => device.Render(task with { Limit = IterationLimit.Fixed(0) }, new double[100], CancellationToken.None));
        Should.Throw<ArgumentException>(() => device.Render(task with { Rule = new EscapeRule(1) }, new double[100], CancellationToken.None));
    }

    [Fact]
    public void The_processor_says_what_it_is()
    {
        using var device = new CpuDevice(new DeviceOptions(LaneWidth.Vector256, 3));
        device.Info.Id.ShouldBe("cpu");
        device.Info.Kind.ShouldBe("cpu-double-v3");
        device.Info.Name.ShouldNotBeNullOrWhiteSpace();
        device.Info.Name.ShouldNotContain('\0');
        device.Info.Vendor.ShouldNotBeNullOrWhiteSpace();
        device.Info.ComputeUnits.ShouldBe(3);
        device.Info.MemoryBytes.ShouldBeGreaterThan(0);
        device.Info.HasFloat64.ShouldBeTrue();
        device.Info.Driver.ShouldBe("256-bit vectors");
    }
}
