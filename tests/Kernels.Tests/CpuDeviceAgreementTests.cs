using MandelActors.Fractals;
using MandelActors.Numerics;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests;

/// <summary>Every way of running the kernel gives the bits of the scalar twin.</summary>
public sealed class CpuDeviceAgreementTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(17, 13)]
    [InlineData(129, 65)]
    [InlineData(640, 3)]
    public void Any_width_thread_count_and_shortcut_gives_the_scalar_bits_at_odd_sizes(int width, int height)
    {
        foreach (var sampling in (Sampling[])[Sampling.Centre, Sampling.Corner])
            foreach (var rule in (EscapeRule[])[new(), Whole, Whole with { Inclusive = true }, new(2), new(1e30)])
                foreach (var limit in (long[])[1, 7, 300, 2500])
                {
                    var view = ViewOf("-0.75", "0.05", "1.25", width, height) with { Sampling = sampling };
                    ShouldAgree(new EscapeTask(view, rule, IterationLimit.Fixed(limit)));
                }
    }

    [Theory]
    [InlineData("full", 5000)]
    [InlineData("seahorse-1e-3", 5000)]
    [InlineData("seahorse-1e-8", 1500)]
    [InlineData("spiral", 333)]
    [InlineData("back-to-black", 4200)]
    public void Any_width_thread_count_and_shortcut_gives_the_scalar_bits_on_known_views(string name, long limit)
    {
        var view = ViewOf(TruthFile.Load(name)) with { Width = 160, Height = 90 };
        ShouldAgree(new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(limit), 0.25, -0.125));
    }

    [Fact]
    public void Any_width_thread_count_and_shortcut_gives_the_scalar_bits_on_random_views_near_the_sets_edge()
    {
        var random = new Random(11);
        for (var i = 0; i < 25; i++)
        {
            // A point of the cardioid's edge, where interior, filaments and slow escapes lie side by side.
            var angle = random.NextDouble() * Math.Tau;
            var re = Math.Cos(angle) / 2 - Math.Cos(2 * angle) / 4;
            var im = Math.Sin(angle) / 2 - Math.Sin(2 * angle) / 4;
            var view = new View(
                ExactDecimal.FromDouble(re), ExactDecimal.FromDouble(im), ExactDecimal.PowerOfTen(-6 * random.NextDouble()), 61, 47);
            ShouldAgree(new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(random.Next(1, 3000))));
        }
    }

    [Fact]
    public void The_tip_of_the_needle_gives_the_scalar_bits_at_the_smallest_radius()
    {
        // |c| near 2 and escape radius 2: where rounding could hide an escape between two tests.
        foreach (var radius in (string[])["1e-2", "1e-5", "1e-8", "1e-12"])
            foreach (var rule in (EscapeRule[])[Whole, Whole with { Inclusive = true }, new(2)])
                ShouldAgree(new EscapeTask(ViewOf("-2", "0", radius, 63, 31), rule, IterationLimit.Fixed(600)));
    }

    [Fact]
    public void Far_away_views_give_the_scalar_bits()
    {
        foreach (var radius in (string[])["5", "1e10", "1e200", "1e305"])
            ShouldAgree(new EscapeTask(ViewOf("0.1", "0.2", radius, 33, 21), new EscapeRule(), IterationLimit.Fixed(100)));
    }

    [Fact]
    public void An_automatic_limit_is_the_views_alone()
    {
        foreach (var name in (string[])["full", "seahorse-1e-3", "seahorse-1e-8", "back-to-black"])
        {
            var task = new EscapeTask(ViewOf(TruthFile.Load(name)) with { Width = 120, Height = 80 }, new EscapeRule(), IterationLimit.Auto);
            var (expected, statistics) = Render(task, new DeviceOptions(LaneWidth.Scalar, 1, Method: RenderMethod.Plain));
            // One point at a time, millions of steps for each interior pixel would take minutes.
            if (statistics.Limit <= 20_000)
                expected.ShouldBeTheSameBitsAs(Scalar(task with { Limit = IterationLimit.Fixed(statistics.Limit) }), name);
            foreach (var options in Variants())
            {
                var (field, otherStatistics) = Render(task, options);
                field.ShouldBeTheSameBitsAs(expected, $"{name} {options}");
                otherStatistics.ShouldBe(statistics);
            }
        }
    }

    [Fact]
    public void One_device_renders_frame_after_frame_without_remembering_any()
    {
        using var device = new CpuDevice(new DeviceOptions(Threads: 3));
        var small = new EscapeTask(ViewOf("-0.75", "0", "1.25", 30, 20), Whole, IterationLimit.Fixed(40));
        var deep = new EscapeTask(ViewOf(TruthFile.Load("back-to-black")) with { Width = 70, Height = 40 }, new EscapeRule(), IterationLimit.Auto);
        var expected = (Render(small).Field, Render(deep).Field);
        for (var i = 0; i < 3; i++)
        {
            foreach (var (task, field) in (IEnumerable<(EscapeTask, double[])>)[(small, expected.Item1), (deep, expected.Item2)])
            {
                var again = new double[field.Length];
                device.Render(task, again, CancellationToken.None);
                again.ShouldBeTheSameBitsAs(field, $"frame {i}");
            }
        }
    }

    private static void ShouldAgree(EscapeTask task)
    {
        var expected = Scalar(task);
        foreach (var options in Variants())
        {
            var (field, statistics) = Render(task, options);
            field.ShouldBeTheSameBitsAs(expected, $"{task.View.Width}×{task.View.Height} {task.Rule} limit {task.Limit.Value}, {options}");
            statistics.Undecided.ShouldBeLessThanOrEqualTo(field.Count(double.IsNaN));
            if (!options.InteriorShortcuts) statistics.Undecided.ShouldBe(field.Count(double.IsNaN));
        }
    }

    private static IEnumerable<DeviceOptions> Variants() =>
        from width in Widths
        from options in (DeviceOptions[])[new(width, 1), new(width, 1, false), new(width, 3), new(width, 2, false)]
        select options with { Method = RenderMethod.Plain };
}
