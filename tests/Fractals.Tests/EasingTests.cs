namespace MandelActors.Fractals.Tests;

public sealed class EasingTests
{
    public static TheoryData<Easing> All => [Easing.None, Easing.In, Easing.Out, Easing.Both];

    [Theory]
    [MemberData(nameof(All))]
    public void It_goes_from_0_to_1_and_never_back(Easing easing)
    {
        easing.At(0).ShouldBe(0);
        easing.At(1).ShouldBe(1);
        for (var i = 1; i <= 10_000; i++) easing.At(i / 1e4).ShouldBeGreaterThan(easing.At((i - 1) / 1e4));
    }

    [Theory]
    [InlineData(Easing.None, false, false)]
    [InlineData(Easing.In, true, false)]
    [InlineData(Easing.Out, false, true)]
    [InlineData(Easing.Both, true, true)]
    public void The_speed_is_zero_at_eased_ends_only(Easing easing, bool start, bool end)
    {
        (Speed(easing, 1e-6) < 1e-3).ShouldBe(start);
        (Speed(easing, 1 - 1e-6) < 1e-3).ShouldBe(end);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_speed_is_constant_in_the_middle_and_never_jumps(Easing easing)
    {
        for (var t = 0.26; t < 0.74; t += 0.01) Speed(easing, t).ShouldBe(Speed(easing, 0.5), 1e-9);
        for (var t = 0.001; t < 0.998; t += 0.001) Math.Abs(Speed(easing, t + 0.001) - Speed(easing, t)).ShouldBeLessThan(0.02);
    }

    [Fact]
    public void Easing_both_ends_is_symmetrical()
    {
        for (var t = 0.0; t <= 0.5; t += 0.01) Easing.Both.At(1 - t).ShouldBe(1 - Easing.Both.At(t), 1e-15);
    }

    private static double Speed(Easing easing, double t) => (easing.At(t + 5e-7) - easing.At(t - 5e-7)) / 1e-6;
}
