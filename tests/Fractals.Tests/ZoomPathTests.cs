using MandelActors.Numerics;

namespace MandelActors.Fractals.Tests;

public sealed class ZoomPathTests
{
    private static readonly PathKey Start = Key(0, "-0.75", "0", "1.25");
    private static readonly PathKey Seahorse = Key(1, "-0.743643887037151", "0.13182590420533", "1e-12");

    [Fact]
    public void At_a_key_the_view_is_exactly_the_keys()
    {
        var middle = Key(0.3, "-0.7412345678901234567890123456789012345678901234567890123456789", "0.1", "1e-3");
        var path = new ZoomPath([Start, middle, Seahorse]);
        foreach (var key in path.Keys)
        {
            var view = At(path, key.At);
            (view.CentreRe, view.CentreIm, view.Radius).ShouldBe((key.Re, key.Im, key.Radius));
        }
    }

    [Fact]
    public void The_radius_shrinks_by_the_same_factor_in_equal_times()
    {
        var path = new ZoomPath([Start, Seahorse]);
        var factor = Math.Pow(1e-12 / 1.25, 0.01);
        for (var i = 0; i < 100; i++)
            (Ratio(At(path, (i + 1) / 100.0).Radius, At(path, i / 100.0).Radius)).ShouldBe(factor, 1e-12);
    }

    [Theory]
    [InlineData("1e-12")]
    [InlineData("1.3e-300")]
    [InlineData("1e-1000")]
    public void The_point_that_a_zoom_closes_in_on_stays_where_it_is_in_the_picture(string depth)
    {
        var end = Key(1, "-0.743643887037151", "0.13182590420533", depth);
        foreach (var path in (ZoomPath[])[new([Start, end]), new([Reversed(end, 0), Reversed(Start, 1)])])
        {
            // C(r) is affine in r: F = C₁ − r₁ (C₀ − C₁)/(r₀ − r₁) keeps its place (F − C)/r. The quotient is computed to 60 digits beyond r₁.
            ExactDecimal slope = Divided(Start.Im - end.Im, Start.Radius - end.Radius);
            ExactDecimal fixedPoint = end.Im - end.Radius * slope;
            var place = -slope.ToDouble();
            for (var i = 0; i <= 50; i++)
            {
                var view = At(path, i / 50.0);
                Ratio(fixedPoint - view.CentreIm, view.Radius).ShouldBe(place, 1e-11);
            }
        }
    }

    [Fact]
    public void Zooming_out_is_zooming_in_backwards()
    {
        var inwards = new ZoomPath([Start, Seahorse with { Ease = Easing.In }]);
        var outwards = new ZoomPath([Reversed(Seahorse, 0), Reversed(Start, 1) with { Ease = Easing.Out }]);
        for (var i = 0; i <= 20; i++)
        {
            var (a, b) = (At(inwards, i / 20.0), At(outwards, 1 - i / 20.0));
            Ratio(a.Radius, b.Radius).ShouldBe(1, 1e-12);
            Ratio(a.CentreIm - b.CentreIm, a.Radius).ShouldBe(0, 1e-12);
        }
    }

    [Fact]
    public void Equal_radii_make_an_even_pan()
    {
        var path = new ZoomPath([Key(0, "-1", "0", "1e-400"), Key(1, "-1", "4e-400", "1e-400")]);
        var view = At(path, 0.25);
        view.Radius.ShouldBe(ExactDecimal.Parse("1e-400"));
        view.CentreIm.ShouldBe(ExactDecimal.Parse("1e-400"));
    }

    [Theory]
    [InlineData("1.0000000000000001")]
    [InlineData("1.0000001")]
    [InlineData("1.01")]
    public void Nearly_equal_radii_pan_as_evenly_as_equal_ones(string radius)
    {
        var path = new ZoomPath([Key(0, "0", "0", "1"), Key(1, "1", "0", radius)]);
        for (var i = 0; i <= 10; i++)
            At(path, i / 10.0).CentreRe.ToDouble().ShouldBe(i / 10.0, (double.Parse(radius, System.Globalization.CultureInfo.InvariantCulture) - 1) / 4 + 1e-9);
    }

    [Fact]
    public void Two_keys_with_the_same_view_hold_it()
    {
        var path = new ZoomPath([Start with { At = 0.2 }, Start with { At = 0.6 }, Seahorse]);
        foreach (var t in (double[])[0, 0.1, 0.2, 0.35, 0.6])
            (At(path, t) with { Width = 0 }).ShouldBe(At(path, 0.2) with { Width = 0 });
    }

    [Fact]
    public void Before_the_first_key_and_after_the_last_the_film_stands_still()
    {
        var path = new ZoomPath([Start with { At = 0.25 }, Seahorse with { At = 0.75 }]);
        At(path, 0).ShouldBe(At(path, 0.25));
        At(path, 1).ShouldBe(At(path, 0.75));
        At(path, 1).Radius.ShouldBe(Seahorse.Radius);
    }

    [Fact]
    public void An_eased_end_slows_the_zoom()
    {
        var path = new ZoomPath([Start, Seahorse with { Ease = Easing.Both }]);
        var plain = new ZoomPath([Start, Seahorse]);
        At(path, 0.01).Radius.ShouldBeGreaterThan(At(plain, 0.01).Radius);
        At(path, 0.99).Radius.ShouldBeLessThan(At(plain, 0.99).Radius);
        Ratio(At(path, 0.5).Radius, At(plain, 0.5).Radius).ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Positions_between_keys_carry_no_more_digits_than_their_depth_needs()
    {
        var path = new ZoomPath([Start, Key(1, "-0." + new string('7', 5000), "0.1", "1e-4000")]);
        At(path, 0.001).CentreRe.Decimals.ShouldBeLessThan(60);
        At(path, 0.5).CentreRe.Decimals.ShouldBeInRange(2000, 2000 + ZoomPath.SpareDigits + 1);
    }

    [Fact]
    public void A_path_of_one_key_stands_still() => At(new ZoomPath([Seahorse]), 0.4).ShouldBe(At(new ZoomPath([Seahorse]), 1));

    [Fact]
    public void Bad_paths_are_refused()
    {
        Should.Throw<ArgumentException>(() => new ZoomPath([])).Message.ShouldContain("at least one key");
        Should.Throw<ArgumentException>(() => new ZoomPath([Start, Start])).Message.ShouldContain("Key 1 is not later");
        Should.Throw<ArgumentException>(() => new ZoomPath([Start with { At = -0.1 }])).Message.ShouldContain("0 to 1");
        Should.Throw<ArgumentException>(() => new ZoomPath([Start with { At = double.NaN }])).Message.ShouldContain("0 to 1");
        Should.Throw<ArgumentException>(() => new ZoomPath([Start with { Radius = default }])).Message.ShouldContain("not positive");
        Should.Throw<ArgumentOutOfRangeException>(() => At(new ZoomPath([Start]), double.NaN));
    }

    private static View At(ZoomPath path, double t) => path.At(t, 640, 360);

    private static PathKey Key(double at, string re, string im, string radius) =>
        new(at, ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse(radius));

    private static PathKey Reversed(PathKey key, double at) => key with { At = at };

    /// <summary>a/b, brought into the range of doubles first.</summary>
    private static double Ratio(ExactDecimal a, ExactDecimal b)
    {
        var scale = ExactDecimal.PowerOfTen(-Math.Floor(b.Log10()));
        return (a * scale).ToDouble() / (b * scale).ToDouble();
    }

    /// <summary>a/b to 1100 decimals.</summary>
    private static ExactDecimal Divided(ExactDecimal a, ExactDecimal b)
    {
        var scale = System.Numerics.BigInteger.Pow(10, 1100);
        var (numerator, denominator) = (a.Mantissa * scale, b.Mantissa);
        return new ExactDecimal(numerator / denominator, a.Exponent - b.Exponent - 1100);
    }
}
