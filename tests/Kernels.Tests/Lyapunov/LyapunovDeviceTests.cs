using MandelActors.Fractals.Lyapunov;
using static MandelActors.Kernels.Tests.Lyapunov.LyapunovFields;

namespace MandelActors.Kernels.Tests.Lyapunov;

public sealed class LyapunovDeviceTests
{
    /// <summary>Values that augeas/lyapunov computes (NumPy), here to 10⁻¹³: NumPy's plain sums of 399 terms are within 10⁻¹⁴.</summary>
    [Fact]
    public void Zircon_zity_is_the_originals()
    {
        var field = Render(ZirconZity);
        double At(int row, int column) => field[900 * row + column];
        At(0, 0).ShouldBe(1.1530594774340337, 1e-13);
        At(0, 899).ShouldBe(1.3056458697901743, 1e-13);
        At(599, 0).ShouldBe(-0.5508284804667926, 1e-13);
        At(599, 899).ShouldBe(-0.13488500468715245, 1e-13);
        At(300, 450).ShouldBe(-0.016270248911182963, 1e-13);
        At(100, 200).ShouldBe(0.06844292881735763, 1e-13);
        At(450, 100).ShouldBe(-0.30639143365426447, 1e-13);
        field.Min().ShouldBe(-1.7288565285534794, 1e-13);
        field.Max().ShouldBe(1.3056458697901743, 1e-13);
        field.Average().ShouldBe(-0.06259594961226211, 1e-13);
    }

    [Fact]
    public void Four_letters_are_the_originals()
    {
        // Frame 450 of 1800, as in LyapunovExponentTests.
        var angle = -Math.PI + 450 * (2 * Math.PI / 1799);
        var view = new LyapunovView(64, 64) with { Constants = [2.95 - 0.25 * Math.Sin(angle), 2.95 + 0.25 * Math.Cos(angle)] };
        var field = Render(new LyapunovTask(view, LyapunovSequence.Parse("ACDBCD"), new LyapunovRule(100)));
        field[0].ShouldBe(0.013443294480299984, 1e-11);
        field[64 * 31 + 31].ShouldBe(-0.16038700532069639, 1e-11);
        field[64 * 63].ShouldBe(-2.07502420633294, 1e-11);
        field[64 * 10 + 50].ShouldBe(-0.009689867083441318, 1e-11);
    }

    [Fact]
    public void A_warm_up_and_whole_periods_do_what_they_do_in_the_truth()
    {
        // 1,000 steps on, a stable orbit is on its cycle: every whole number of periods has one mean.
        var task = new LyapunovTask(new LyapunovView(1, 1, 3.3, 3.3, 2.9, 2.9), LyapunovSequence.Parse("AAB"), new LyapunovRule(61, 1000, true));
        var field = Render(task);
        field[0].ShouldBe(Render(task with { Rule = new LyapunovRule(901, 1200, true) })[0], 1e-14);
        Math.Abs(field[0] - Render(task with { Rule = new LyapunovRule(62, 1000) })[0]).ShouldBeGreaterThan(1e-3);
    }

    [Fact]
    public async Task Cancelling_ends_a_field_of_hours_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        using var device = new CpuDevice();
        var task = new LyapunovTask(new LyapunovView(1000, 1000), LyapunovSequence.Parse("AB"), new LyapunovRule(100_000_000, 100_000_000));
        var running = Task.Run(() => device.Render(task, new double[1_000_000], cancellation.Token));
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running);
        // And the device works on.
        var small = ZirconZity with { View = ZirconZity.View with { Width = 30, Height = 20 } };
        var field = new double[600];
        device.Render(small, field, CancellationToken.None);
        field.ShouldBeTheSameBitsAs(Render(small), "after a cancellation");
    }

    [Fact]
    public void A_cancelled_token_renders_nothing()
    {
        using var device = new CpuDevice();
        Should.Throw<OperationCanceledException>(() => device.Render(ZirconZity, new double[540_000], new CancellationToken(true)));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using var device = new CpuDevice();
        void ShouldBeRefused(LyapunovTask task, int numbers = 540_000) =>
            Should.Throw<ArgumentException>(() => device.Render(task, new double[numbers], CancellationToken.None)).Message.ShouldNotContain("\n");
        ShouldBeRefused(ZirconZity, 539_999);
        ShouldBeRefused(ZirconZity with { Rule = new LyapunovRule(1) });
        ShouldBeRefused(ZirconZity with { Rule = new LyapunovRule(12, 0, true) });
        ShouldBeRefused(ZirconZity with { Sequence = LyapunovSequence.Parse("ABC") });
        ShouldBeRefused(ZirconZity with { OffsetX = 0.6 });
        ShouldBeRefused(ZirconZity with { View = ZirconZity.View with { TopB = double.NaN } });
        ShouldBeRefused(ZirconZity with { View = ZirconZity.View with { Height = 0 } }, 0);
    }
}
