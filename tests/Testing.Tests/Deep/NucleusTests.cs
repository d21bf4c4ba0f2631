using MandelActors.Numerics;
using MandelActors.Testing.Deep;

namespace MandelActors.Testing.Tests.Deep;

public sealed class NucleusTests
{
    [Fact]
    public void The_nucleus_of_period_three_on_the_axis_is_the_known_root()
    {
        // c³ + 2c² + c + 1 = 0.
        PrecisePoint centre = PrecisePoint.Of(-1.76, 0, 300);
        Nucleus.PeriodIn(centre, -5, 100).ShouldBe(3);
        Nucleus nucleus = Nucleus.Near(centre, -5, 3).ShouldNotBeNull();
        ExactDecimal c = nucleus.Point.DecimalRe(40);
        ExactDecimal value = c * c * c + c * c + c * c + c + ExactDecimal.Parse("1");
        Math.Abs(value.ToDouble()).ShouldBeLessThan(1e-28);
        nucleus.Point.Im.IsZero.ShouldBeTrue();
        // The cusp of its cardioid, a quarter of its size to the right, lies at −7/4.
        nucleus.Size.ToDoubles().Re.ShouldBe((-1.75 - c.ToDouble()) / 0.25, 0.001);
    }

    [Fact]
    public void A_disc_without_a_nucleus_of_low_period_has_none()
    {
        Nucleus.PeriodIn(PrecisePoint.Of(0.5, 0.5, 100), -10, 1000).ShouldBeNull();
        Nucleus.PeriodIn(PrecisePoint.Of(-2, 0, 400), -100, 40).ShouldBeNull();
    }

    [Fact]
    public void A_walk_finds_ever_smaller_minibrots_whose_orbits_close()
    {
        IReadOnlyList<Nucleus> walk = MinibrotWalk.Of(seed: 2, deepest: -20, longestPeriod: 3000);
        walk.Count.ShouldBeGreaterThan(3);
        foreach ((Nucleus before, Nucleus nucleus) in walk.Zip(walk.Skip(1)))
        {
            nucleus.Size.Norm().ShouldBeLessThan(before.Size.Norm());
            CriticalOrbit orbit = new(nucleus.Point);
            orbit.TryStepTo(nucleus.Period).ShouldBeTrue();
            // z_p = 0 to within what a shift by a tiny part of the minibrot's size would do.
            ScaledComplex shift = orbit.Z.ToScaled() / orbit.Derivative;
            shift.Magnitude().ShouldBeLessThan(nucleus.Size.Magnitude() * FloatExp.One.Scaled(-50));
        }
    }

    [Fact]
    public void A_misiurewicz_point_runs_into_its_cycle()
    {
        // i, −1 + i, −i, −1 + i: from z₂ on with period 2.
        MisiurewiczPoint tip = MisiurewiczPoint.Near(PrecisePoint.Of(0.1, 0.95, 200), 2, 2).ShouldNotBeNull();
        tip.Point.DecimalRe(50).ShouldBe(default);
        tip.Point.DecimalIm(50).ShouldBe(ExactDecimal.Parse("1"));
        // What is periodic from the start is none.
        MisiurewiczPoint.Near(PrecisePoint.Of(-1.01, 0, 200), 3, 2).ShouldBeNull();
    }
}
