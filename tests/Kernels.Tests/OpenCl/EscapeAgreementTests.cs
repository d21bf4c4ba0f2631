using MandelActors.Fractals;
using MandelActors.Kernels.OpenCl;
using MandelActors.Numerics;
using MandelActors.Testing;
using static MandelActors.Kernels.Tests.Pictures;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>The plain kernel gives the bits of the scalar twin on every device.</summary>
public sealed class EscapeAgreementTests
{
    private static readonly DeviceOptions Plain = new(Method: RenderMethod.Plain);

    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Odd_sizes_rules_and_limits_give_the_scalar_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name, Plain);
        using OpenClDevice plain = OpenClDevices.Open(name, Plain with { InteriorShortcuts = false });
        foreach (var (width, height) in (IEnumerable<(int, int)>)[(1, 1), (1, 50), (50, 1), (17, 13), (129, 65), (640, 3), (16384, 1)])
            foreach (var sampling in (Sampling[])[Sampling.Centre, Sampling.Corner])
                foreach (var rule in (EscapeRule[])[new(), Whole, Whole with { Inclusive = true }, new(2), new(1e30)])
                    foreach (var limit in (long[])[1, 7, 300, 2500])
                    {
                        var view = ViewOf("-0.75", "0.05", "1.25", width, height) with { Sampling = sampling };
                        ShouldAgree(new EscapeTask(view, rule, IterationLimit.Fixed(limit)), device, plain);
                    }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Known_views_give_the_scalar_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name, Plain);
        using OpenClDevice plain = OpenClDevices.Open(name, Plain with { InteriorShortcuts = false });
        foreach (var (truth, limit) in (IEnumerable<(string, long)>)[("full", 5000), ("seahorse-1e-3", 5000), ("seahorse-1e-8", 1500), ("spiral", 333)])
        {
            var view = ViewOf(TruthFile.Load(truth)) with { Width = 160, Height = 90 };
            ShouldAgree(new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(limit), 0.25, -0.125), device, plain);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Random_views_near_the_sets_edge_give_the_scalar_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name, Plain);
        var random = new Random(11);
        for (var i = 0; i < 25; i++)
        {
            var angle = random.NextDouble() * Math.Tau;
            var re = Math.Cos(angle) / 2 - Math.Cos(2 * angle) / 4;
            var im = Math.Sin(angle) / 2 - Math.Sin(2 * angle) / 4;
            var view = new View(ExactDecimal.FromDouble(re), ExactDecimal.FromDouble(im), ExactDecimal.PowerOfTen(-6 * random.NextDouble()), 61, 47);
            ShouldAgree(new EscapeTask(view, new EscapeRule(), IterationLimit.Fixed(random.Next(1, 3000))), device);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void The_tip_of_the_needle_and_far_away_views_give_the_scalar_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name, Plain);
        foreach (var radius in (string[])["1e-2", "1e-5", "1e-8", "1e-12"])
            foreach (var rule in (EscapeRule[])[Whole, Whole with { Inclusive = true }, new(2)])
                ShouldAgree(new EscapeTask(ViewOf("-2", "0", radius, 63, 31), rule, IterationLimit.Fixed(600)), device);
        foreach (var radius in (string[])["5", "1e10", "1e200", "1e305"])
            ShouldAgree(new EscapeTask(ViewOf("0.1", "0.2", radius, 33, 21), new EscapeRule(), IterationLimit.Fixed(100)), device);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void An_automatic_limit_ends_where_the_processors_does_with_its_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name, Plain);
        foreach (var truth in (string[])["full", "seahorse-1e-3", "seahorse-1e-8", "back-to-black"])
        {
            var task = new EscapeTask(ViewOf(TruthFile.Load(truth)) with { Width = 120, Height = 80 }, new EscapeRule(), IterationLimit.Auto);
            var (expected, statistics) = Render(task, Plain);
            var field = new double[task.FieldLength];
            var found = device.Render(task, field, CancellationToken.None);
            field.ShouldBeTheSameBitsAs(expected, truth);
            (found.Limit, found.Undecided).ShouldBe((statistics.Limit, statistics.Undecided), truth);
        }
    }

    private static void ShouldAgree(EscapeTask task, params OpenClDevice[] devices)
    {
        var expected = Scalar(task);
        foreach (var device in devices)
        {
            var field = new double[task.FieldLength];
            var statistics = device.Render(task, field, CancellationToken.None);
            field.ShouldBeTheSameBitsAs(expected, $"{task.View.Width}×{task.View.Height} {task.Rule} limit {task.Limit.Value}");
            statistics.Undecided.ShouldBeLessThanOrEqualTo(field.Count(double.IsNaN));
        }
    }
}
