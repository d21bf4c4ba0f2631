using MandelActors.Protocol.Scenes.Lyapunov;

namespace MandelActors.Protocol.Tests.Scenes.Lyapunov;

public sealed class LyapunovMotionTests
{
    /// <summary>C and D of frame 450 of 1800 in the program that this kind of film comes from, as it prints them.</summary>
    [Fact]
    public void A_circle_shown_with_both_ends_is_the_original_programs()
    {
        var (c, d) = At(new LyapunovMotion.Circle(Orbit(LyapunovEnds.Twice) with { CentreFirst = 2.95, CentreSecond = 2.95 }, 0.25), 450, 1800);

        c.ShouldBe(3.1999999, 5e-8);
        d.ShouldBe(2.95021829, 5e-9);
    }

    [Fact]
    public void A_loop_begins_below_its_centre_and_shows_that_place_once()
    {
        var circle = new LyapunovMotion.Circle(Orbit(LyapunovEnds.Once), 0.2);

        At(circle, 0, 4).ShouldBe((3, 2.8), 1e-15);
        At(circle, 1, 4).ShouldBe((3.2, 3), 1e-15);
        At(circle, 2, 4).ShouldBe((3, 3.2), 1e-15);
        At(circle, 3, 4).ShouldBe((2.8, 3), 1e-15);
    }

    [Fact]
    public void With_both_ends_the_last_frame_is_the_first_again()
    {
        var circle = new LyapunovMotion.Circle(Orbit(LyapunovEnds.Twice), 0.2);

        At(circle, 4, 5).ShouldBe(At(circle, 0, 5), 1e-15);
        At(circle, 2, 5).ShouldBe((3, 3.2), 1e-15);
    }

    [Theory]
    [InlineData(LyapunovEnds.Once)]
    [InlineData(LyapunovEnds.Twice)]
    public void A_film_of_one_frame_stands_at_the_beginning(LyapunovEnds ends) =>
        At(new LyapunovMotion.Circle(Orbit(ends), 0.2), 0, 1).ShouldBe((3, 2.8), 1e-15);

    [Fact]
    public void Turns_and_phase_go_where_they_say()
    {
        At(new LyapunovMotion.Circle(Orbit(LyapunovEnds.Once) with { Turns = -1 }, 0.2), 1, 4).ShouldBe((2.8, 3), 1e-15);
        At(new LyapunovMotion.Circle(Orbit(LyapunovEnds.Once) with { Turns = 2 }, 0.2), 1, 4).ShouldBe((3, 3.2), 1e-15);
        At(new LyapunovMotion.Circle(Orbit(LyapunovEnds.Once) with { Phase = 0.25 }, 0.2), 0, 4).ShouldBe((3.2, 3), 1e-15);
    }

    [Fact]
    public void An_ellipse_of_equal_radii_is_a_circle_and_a_tilt_of_a_quarter_swaps_its_axes()
    {
        var orbit = Orbit(LyapunovEnds.Once);

        for (var frame = 0; frame < 7; frame++)
            At(new LyapunovMotion.Ellipse(orbit, 0.2, 0.2, 0), frame, 7).ShouldBe(At(new LyapunovMotion.Circle(orbit, 0.2), frame, 7), 1e-15);
        At(new LyapunovMotion.Ellipse(orbit, 0.5, 0.1, 0), 1, 4).ShouldBe((3.5, 3), 1e-15);
        At(new LyapunovMotion.Ellipse(orbit, 0.5, 0.1, 90), 1, 4).ShouldBe((3, 3.5), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(-75)]
    public void What_an_ellipse_reaches_is_touched_and_never_passed(double tilt)
    {
        var ellipse = new LyapunovMotion.Ellipse(Orbit(LyapunovEnds.Once), 0.5, 0.1, tilt);
        var places = Enumerable.Range(0, 3600).Select(frame => At(ellipse, frame, 3600)).ToArray();
        var reach = ellipse.Reach().ToArray();

        (places.Min(at => at.First), places.Max(at => at.First)).ShouldBe((reach[0].Least, reach[0].Most), 1e-6);
        (places.Min(at => at.Second), places.Max(at => at.Second)).ShouldBe((reach[1].Least, reach[1].Most), 1e-6);
    }

    private static LyapunovOrbit Orbit(LyapunovEnds ends) => LyapunovOrbit.Default with { Ends = ends };

    private static (double First, double Second) At(LyapunovMotion motion, int frame, int count)
    {
        var values = motion.At(frame, count).ToArray();
        values.Select(value => value.Letter).ShouldBe(['C', 'D']);
        return (values[0].Value, values[1].Value);
    }
}

file static class PairAssertions
{
    public static void ShouldBe(this (double First, double Second) actual, (double First, double Second) expected, double tolerance)
    {
        actual.First.ShouldBe(expected.First, tolerance);
        actual.Second.ShouldBe(expected.Second, tolerance);
    }
}
