using MandelActors.Fractals.Lyapunov;
using MandelActors.Kernels.OpenCl;
using static MandelActors.Kernels.Tests.Lyapunov.LyapunovFields;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>OpenCL devices give exponents the processor's bits.</summary>
public sealed class LyapunovBitsTests
{
    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Any_size_sequence_and_rule_gives_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        foreach (var (width, height) in (IEnumerable<(int, int)>)[(1, 1), (1, 50), (50, 1), (17, 13), (129, 65), (640, 13)])
            foreach (var (letters, rule) in (IEnumerable<(string, LyapunovRule)>)
                [("AB", new(2)), ("A", new(3)), ("ACDBCD", new(17)), ("ACDBCD", new(18)), ("AACBABD", new(100)), ("BBBBBBAAAAAA", new(133, 31)), ("BAD", new(200, 5, true))])
                ShouldAgree(device, new LyapunovTask(
                    new LyapunovView(width, height) with { Constants = [3.2, 2.95021829] }, LyapunovSequence.Parse(letters), rule, 0.25, -0.375));
        ShouldAgree(device, ZirconZity with { View = ZirconZity.View with { Width = 180, Height = 120 } });
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Sequences_longer_than_a_block_and_longer_than_the_orbit_give_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        foreach (var letters in (string[])["AAAAAAAAAAAAAAAAAAAAB", new string('B', 50) + new string('A', 7), string.Concat(Enumerable.Repeat("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 20))])
            foreach (var rule in (LyapunovRule[])[new(40), new(300, 77)])
                ShouldAgree(device, new LyapunovTask(
                    new LyapunovView(37, 29) with { Constants = [.. Enumerable.Range(0, 24).Select(i => 2 + i / 12.0)] }, LyapunovSequence.Parse(letters), rule));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Random_sequences_ranges_and_rules_give_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        var random = new Random(5);
        for (var i = 0; i < 40; i++)
        {
            var letters = string.Concat(Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)('A' + random.Next(4))));
            var view = new LyapunovView(random.Next(1, 90), random.Next(1, 30), 4 * random.NextDouble(), 4 * random.NextDouble(), 4 * random.NextDouble(), 4 * random.NextDouble())
            {
                Constants = [4 * random.NextDouble(), 4 * random.NextDouble()],
            };
            ShouldAgree(device, new LyapunovTask(view, LyapunovSequence.Parse(letters), new LyapunovRule(random.Next(2, 300), random.Next(0, 2) * random.Next(100))));
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Superstable_orbits_and_those_that_meet_1_give_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        ShouldAgree(device, new LyapunovTask(new LyapunovView(65, 33), LyapunovSequence.Parse("BA"), new LyapunovRule(100)));
        ShouldAgree(device, new LyapunovTask(new LyapunovView(65, 33), LyapunovSequence.Parse("BBBBBBAAAAAA"), new LyapunovRule(100)));
        // The middle column has A = 2: x stays at ½.
        ShouldAgree(device, new LyapunovTask(new LyapunovView(33, 5, 1, 3, 2, 2), LyapunovSequence.Parse("AB"), new LyapunovRule(100)));
        ShouldAgree(device, new LyapunovTask(new LyapunovView(64, 3, 2 - 2e-14, 2 + 2e-14), LyapunovSequence.Parse("A"), new LyapunovRule(400)));
        ShouldAgree(device, new LyapunovTask(new LyapunovView(64, 3, 2 - 2e-15, 2 + 2e-15), LyapunovSequence.Parse("A"), new LyapunovRule(400)));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Coefficients_outside_0_to_4_and_tiny_ones_give_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        foreach (var letters in (string[])["AB", "A", "AAAAAAAAAAAAB", "BBBBBBAAAAAA"])
            foreach (var iterations in (int[])[2, 3, 5, 8, 11, 14, 16, 17, 30, 33, 100])
            {
                ShouldAgree(device, new LyapunovTask(new LyapunovView(90, 40, 3.9, 4.2, 3, 5), LyapunovSequence.Parse(letters), new LyapunovRule(iterations)));
                ShouldAgree(device, new LyapunovTask(new LyapunovView(33, 17, -5, 5, -4, 4), LyapunovSequence.Parse(letters), new LyapunovRule(iterations)));
                ShouldAgree(device, new LyapunovTask(new LyapunovView(33, 17, -1e200, 1e200, 0, 1e-200), LyapunovSequence.Parse(letters), new LyapunovRule(iterations, 3)));
            }

        ShouldAgree(device, new LyapunovTask(new LyapunovView(33, 17, 0, 1, 0, 1), LyapunovSequence.Parse("AB"), new LyapunovRule(2000)));
        ShouldAgree(device, new LyapunovTask(new LyapunovView(33, 17, 0, 1e-300, 0, 4), LyapunovSequence.Parse("BBA"), new LyapunovRule(50)));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Orbits_that_go_on_in_later_launches_give_the_processors_bits(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        // Far more steps than a launch may have, warm-up and averaged ones, in pixels with a factor of 0 too.
        ShouldAgree(device, new LyapunovTask(new LyapunovView(33, 5, 1, 3, 1.7, 2), LyapunovSequence.Parse("AABAB"), new LyapunovRule(500_001, 250_003)));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public async Task Cancelling_ends_a_field_of_hours_and_the_device_works_on(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        using var cancellation = new CancellationTokenSource();
        var task = new LyapunovTask(new LyapunovView(1000, 1000), LyapunovSequence.Parse("AB"), new LyapunovRule(100_000_000, 100_000_000));
        var running = Task.Run(() => device.Render(task, new double[1_000_000], cancellation.Token));
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        ShouldAgree(device, ZirconZity with { View = ZirconZity.View with { Width = 30, Height = 20 } });
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void What_cannot_be_is_refused(string name)
    {
        using OpenClDevice device = OpenClDevices.Open(name);
        Should.Throw<ArgumentException>(() => device.Render(ZirconZity, new double[539_999], CancellationToken.None));
        Should.Throw<ArgumentException>(() => device.Render(ZirconZity with { Rule = new LyapunovRule(1) }, new double[540_000], CancellationToken.None));
    }

    private static void ShouldAgree(OpenClDevice device, LyapunovTask task)
    {
        var field = new double[task.FieldLength];
        var statistics = device.Render(task, field, CancellationToken.None);
        statistics.Iterations.ShouldBe((task.Rule.WarmUp + (long)task.Rule.TermsOf(task.Sequence)) * field.Length);
        field.ShouldBeTheSameBitsAs(Render(task), $"{task}");
    }
}
