namespace MandelActors.Fractals.Tests;

/// <summary>A proof by an attracting cycle holds for points inside the set, and never for one that escapes.</summary>
public class AttractingCycleTests
{
    private const long Long = 1 << 18;

    [Theory]
    [InlineData(-0.05, 0.02, "fixed point")]
    [InlineData(-1.02, 0.03, "period 2")]
    [InlineData(-0.12, 0.75, "period 3")]
    [InlineData(-1.7548, 0.0001, "period 3 on the needle")]
    [InlineData(-0.7436438075518169, 0.13182593107600826, "period 39 or a multiple, in a small copy near the seahorse valley")]
    public void A_point_well_inside_is_proven(double re, double im, string because) =>
        Proven(re, im, at: 16_384).ShouldBeTrue(because);

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(0, 1)]
    [InlineData(-1.543689012692076, 0)]
    public void A_point_whose_orbit_lands_on_a_repelling_cycle_is_not_proven(double re, double im) =>
        Proven(re, im, at: 48).ShouldBeFalse();

    [Theory]
    [InlineData(-0.75, 0)]
    [InlineData(0.25, 0)]
    public void A_point_where_the_cycle_attracts_too_weakly_is_not_proven(double re, double im) =>
        Proven(re, im, at: 16_384).ShouldBeFalse();

    [Theory]
    [InlineData(1, 1.25, -0.75, 0)]
    [InlineData(2, 1e-2, -0.7436438870371510, 0.1318259042053300)]
    [InlineData(3, 7e-8, -0.74364388738468192, 0.13182589699753199)]
    [InlineData(4, 2e-2, -1.7548776662466927, 0)]
    [InlineData(5, 1e-2, 0.25, 0.001)]
    [InlineData(6, 1e-2, -1.25, 0.01)]
    public void No_point_that_escapes_is_ever_proven(int seed, double radius, double re, double im)
    {
        Random random = new(seed);
        int escaping = 0, proven = 0;
        for (var i = 0; i < 400; i++)
        {
            double cRe = re + radius * (2 * random.NextDouble() - 1), cIm = im + radius * (2 * random.NextDouble() - 1);
            foreach (var at in (long[])[64, 1024, 8192])
            {
                double x = 0, y = 0;
                if (EscapeTime.Follow(ref x, ref y, cRe, cIm, 65536, 0, at, out _) > 0) break;
                var claimed = AttractingCycle.Attracts(cRe, cIm, x, y, 8192);
                var escapes = EscapeTime.Follow(ref x, ref y, cRe, cIm, 65536, at, Long, out _) > 0;
                (claimed && escapes).ShouldBeFalse($"c = {cRe:r} + {cIm:r}i after {at} steps");
                if (escapes) escaping++;
                if (claimed) proven++;
            }
        }

        // Both kinds were met, so the claim above was put to the test.
        escaping.ShouldBeGreaterThan(0);
        proven.ShouldBeGreaterThan(0);
    }

    private static bool Proven(double re, double im, long at)
    {
        double x = 0, y = 0;
        EscapeTime.Follow(ref x, ref y, re, im, 65536, 0, at, out _).ShouldBe(0);
        return AttractingCycle.Attracts(re, im, x, y, 4096);
    }
}
