using MandelActors.Fractals.Lyapunov;
using static MandelActors.Kernels.Tests.Lyapunov.LyapunovFields;

namespace MandelActors.Kernels.Tests.Lyapunov;

/// <summary>Every way of running the kernel gives the same bits, and they are the scalar truth's within the bound that the kernel states.</summary>
public sealed class LyapunovAgreementTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.Scalar, LaneWidth.Vector128, LaneWidth.Vector256, LaneWidth.Vector512];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(50, 1)]
    [InlineData(17, 13)]
    [InlineData(65, 64)]
    [InlineData(129, 65)]
    [InlineData(640, 13)]
    public void Any_size_agrees_at_any_width_and_thread_count(int width, int height)
    {
        foreach (var (letters, rule) in (IEnumerable<(string, LyapunovRule)>)
            [("AB", new(2)), ("A", new(3)), ("ACDBCD", new(17)), ("ACDBCD", new(18)), ("AACBABD", new(100)), ("BBBBBBAAAAAA", new(133, 31)), ("BAD", new(200, 5, true))])
            ShouldAgree(new LyapunovTask(new LyapunovView(width, height) with { Constants = [3.2, 2.95021829] }, LyapunovSequence.Parse(letters), rule, 0.25, -0.375));
    }

    [Fact]
    public void Zircon_zity_agrees() => ShouldAgree(ZirconZity with { View = ZirconZity.View with { Width = 180, Height = 120 } });

    [Fact]
    public void Sequences_longer_than_a_block_and_longer_than_the_orbit_agree()
    {
        foreach (var letters in (string[])["AAAAAAAAAAAAAAAAAAAAB", new string('B', 50) + new string('A', 7), string.Concat(Enumerable.Repeat("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 20))])
            foreach (var rule in (LyapunovRule[])[new(40), new(300, 77)])
                ShouldAgree(new LyapunovTask(
                    new LyapunovView(37, 29) with { Constants = [.. Enumerable.Range(0, 24).Select(i => 2 + i / 12.0)] }, LyapunovSequence.Parse(letters), rule));
    }

    [Fact]
    public void Random_sequences_ranges_and_rules_agree()
    {
        var random = new Random(5);
        for (var i = 0; i < 40; i++)
        {
            var letters = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('A' + random.Next(4))));
            var view = new LyapunovView(random.Next(1, 90), random.Next(1, 30), 4 * random.NextDouble(), 4 * random.NextDouble(), 4 * random.NextDouble(), 4 * random.NextDouble())
                with
            { Constants = [4 * random.NextDouble(), 4 * random.NextDouble()] };
            ShouldAgree(new LyapunovTask(view, LyapunovSequence.Parse(letters), new LyapunovRule(random.Next(2, 300), random.Next(0, 2) * random.Next(100))));
        }
    }

    [Fact]
    public void Coefficients_of_4_agree_where_x_comes_to_1_and_then_to_0()
    {
        // The first row and the last column.
        var task = new LyapunovTask(new LyapunovView(65, 33), LyapunovSequence.Parse("BA"), new LyapunovRule(100));
        ShouldAgree(task);
        var field = Render(task);
        field[64].ShouldBe(Math.Log(4), 1e-15);
        ShouldAgree(task with { Sequence = LyapunovSequence.Parse("BBBBBBAAAAAA") });
    }

    [Fact]
    public void Superstable_orbits_agree()
    {
        // The middle column has A = 2: x stays at ½.
        var task = new LyapunovTask(new LyapunovView(33, 5, 1, 3, 2, 2), LyapunovSequence.Parse("AB"), new LyapunovRule(100));
        ShouldAgree(task);
        Render(task)[16].ShouldBe(double.NegativeInfinity);
        // Close to superstable: 1 − 2x as small as it gets without being 0.
        ShouldAgree(new LyapunovTask(new LyapunovView(64, 3, 2 - 2e-14, 2 + 2e-14), LyapunovSequence.Parse("A"), new LyapunovRule(400)));
        ShouldAgree(new LyapunovTask(new LyapunovView(64, 3, 2 - 2e-15, 2 + 2e-15), LyapunovSequence.Parse("A"), new LyapunovRule(400)));
    }

    [Fact]
    public void Coefficients_outside_0_to_4_agree_where_orbits_run_off_now_or_later()
    {
        foreach (var letters in (string[])["AB", "A", "AAAAAAAAAAAAB", "BBBBBBAAAAAA"])
            foreach (var iterations in (int[])[2, 3, 5, 8, 11, 14, 16, 17, 30, 33, 100])
            {
                ShouldAgree(new LyapunovTask(new LyapunovView(90, 40, 3.9, 4.2, 3, 5), LyapunovSequence.Parse(letters), new LyapunovRule(iterations)));
                ShouldAgree(new LyapunovTask(new LyapunovView(33, 17, -5, 5, -4, 4), LyapunovSequence.Parse(letters), new LyapunovRule(iterations)));
                ShouldAgree(new LyapunovTask(new LyapunovView(33, 17, -1e200, 1e200, 0, 1e-200), LyapunovSequence.Parse(letters), new LyapunovRule(iterations)));
            }
    }

    [Fact]
    public void Coefficients_from_0_to_tiny_agree()
    {
        ShouldAgree(new LyapunovTask(new LyapunovView(33, 17, 0, 1, 0, 1), LyapunovSequence.Parse("AB"), new LyapunovRule(2000)));
        ShouldAgree(new LyapunovTask(new LyapunovView(33, 17, 0, 1e-300, 0, 4), LyapunovSequence.Parse("BBA"), new LyapunovRule(50)));
    }

    private static void ShouldAgree(LyapunovTask task)
    {
        var first = Render(task, new DeviceOptions(LaneWidth.Scalar, 1));
        first.ShouldBeWithinTheBoundOf(Scalar(task), task);
        foreach (var width in Widths)
            foreach (var threads in (int[])[1, 3])
                Render(task, new DeviceOptions(width, threads)).ShouldBeTheSameBitsAs(first, $"{width} {threads} threads {task}");
    }
}
