using MandelActors.Fractals.Lyapunov;

namespace MandelActors.Fractals.Tests.Lyapunov;

public sealed class LyapunovExponentTests
{
    private static readonly LyapunovSequence Zity = LyapunovSequence.Parse("BBBBBBAAAAAA");

    /// <summary>Zircon Zity at 900 × 600: values that augeas/lyapunov computes (NumPy), here to 10⁻¹³: NumPy's plain sum of 399 terms is within 10⁻¹⁴.</summary>
    [Theory]
    [InlineData(0, 0, 1.1530594774340337)]
    [InlineData(0, 899, 1.3056458697901743)]
    [InlineData(599, 0, -0.5508284804667926)]
    [InlineData(599, 899, -0.13488500468715245)]
    [InlineData(300, 450, -0.016270248911182963)]
    [InlineData(100, 200, 0.06844292881735763)]
    [InlineData(450, 100, -0.30639143365426447)]
    public void Zircon_zity_has_the_originals_exponents(int row, int column, double lambda)
    {
        var view = new LyapunovView(900, 600, 2.5, 3.4, 3.4, 4.0);
        LyapunovExponent.Of(Zity, [view.Columns()[column], view.Rows()[row]], new LyapunovRule(400)).ShouldBe(lambda, 1e-13);
    }

    /// <summary>Frame 450 of 1800 of a rotation of C and D: C = 2.95 − ¼ sin θ, D = 2.95 + ¼ cos θ with θ from −π to π.</summary>
    [Theory]
    [InlineData(0, 0, 0.013443294480299984)]
    [InlineData(31, 31, -0.16038700532069639)]
    [InlineData(63, 0, -2.07502420633294)]
    [InlineData(10, 50, -0.009689867083441318)]
    public void Four_letters_have_the_originals_exponents(int row, int column, double lambda)
    {
        var angle = -Math.PI + 450 * (2 * Math.PI / 1799);
        var view = new LyapunovView(64, 64);
        double[] coefficients = [view.Columns()[column], view.Rows()[row], 2.95 - 0.25 * Math.Sin(angle), 2.95 + 0.25 * Math.Cos(angle)];
        LyapunovExponent.Of(LyapunovSequence.Parse("ACDBCD"), coefficients, new LyapunovRule(100)).ShouldBe(lambda, 1e-11);
    }

    [Fact]
    public void A_constant_coefficient_of_four_has_the_exponent_ln_4_for_the_orbit_that_ends_at_0() =>
        Of("A", [4], new LyapunovRule(400)).ShouldBe(Math.Log(4), 1e-15);

    [Fact]
    public void An_attracting_fixed_point_has_the_logarithm_of_its_multiplier()
    {
        // x = 1 − 1/r, multiplier 2 − r.
        foreach (var r in (double[])[1.5, 2.3, 2.9])
            Of("A", [r], new LyapunovRule(1000, 10_000)).ShouldBe(Math.Log(Math.Abs(2 - r)), 1e-12);
    }

    [Fact]
    public void Whole_periods_leave_out_the_last_steps()
    {
        double[] coefficients = [2.9, 3.7, 3.1];
        // 99 terms of a period of 7: the last is left out.
        Of("ABCBABA", coefficients, new LyapunovRule(100, 5, true)).ShouldBe(Of("ABCBABA", coefficients, new LyapunovRule(99, 5)));
        Of("ABCBABA", coefficients, new LyapunovRule(99, 5, true)).ShouldBe(Of("ABCBABA", coefficients, new LyapunovRule(99, 5)));
    }

    [Fact]
    public void A_warm_up_leaves_out_the_first_steps()
    {
        double[] coefficients = [2.9, 3.7];
        // n terms in a row are the sum of the first m and the rest.
        var (all, first, rest) = (Of("AB", coefficients, new(101)), Of("AB", coefficients, new(31)), Of("AB", coefficients, new(71, 30)));
        all.ShouldBe((30 * first + 70 * rest) / 100, 1e-14);
    }

    [Fact]
    public void Two_iterations_have_one_term() => Of("BA", [3, 1], new LyapunovRule(2)).ShouldBe(Math.Log(3 * (2 * 0.75 - 1)), 1e-15);

    [Fact]
    public void A_superstable_orbit_and_a_coefficient_of_0_have_minus_infinity()
    {
        Of("A", [2], new LyapunovRule(50)).ShouldBe(double.NegativeInfinity);
        Of("AB", [3, 0], new LyapunovRule(50)).ShouldBe(double.NegativeInfinity);
    }

    [Fact]
    public void Beyond_four_the_exponent_is_infinite_or_what_numpy_makes_of_it()
    {
        Of("A", [4.5], new LyapunovRule(100)).ShouldBe(double.PositiveInfinity);
        Of("A", [-3], new LyapunovRule(100)).ShouldBe(double.PositiveInfinity);
        // Out of range after 13 steps or so, but not in the first 8.
        Of("A", [4.5], new LyapunovRule(8)).ShouldBeInRange(1, 100);
        // 0 times infinity.
        Of("AAAAAAAAAAAAAAAAAAAAAAAAAB", [4.5, 0], new LyapunovRule(100)).ShouldBe(double.NaN);
    }

    [Fact]
    public void What_leaves_nothing_to_average_is_refused_in_one_sentence()
    {
        Should.Throw<ArgumentException>(() => Of("A", [3], new LyapunovRule(1))).Message.ShouldStartWith("An exponent needs at least 2 iterations, not 1.");
        Should.Throw<ArgumentException>(() => Of("ABABA", [3, 3], new LyapunovRule(5, 0, true))).Message.ShouldContain("at least 6 iterations");
        Should.Throw<ArgumentException>(() => Of("ABD", [3, 3, 3], new LyapunovRule())).Message.ShouldContain("needs a coefficient for D");
        Should.Throw<ArgumentException>(() => Of("A", [3], new LyapunovRule(10, -1)));
    }

    private static double Of(string sequence, double[] coefficients, LyapunovRule rule) =>
        LyapunovExponent.Of(LyapunovSequence.Parse(sequence), coefficients, rule);
}
