using MandelActors.Farm.Rendering;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Numerics;

namespace MandelActors.Farm.Tests.Rendering;

public sealed class ReferencePlanTests
{
    private const int Frames = 101;

    private static readonly ExactDecimal DeepRe = ExactDecimal.Parse("-1.76861049301467707450317567325327");
    private static readonly ExactDecimal DeepIm = ExactDecimal.Parse("0.00126661350386871770206641119224");

    [Theory]
    [InlineData(Easing.None)]
    [InlineData(Easing.Both)]
    public void A_straight_zoom_has_one_place_for_all_frames(Easing ease) =>
        SitesOf(Whole(0), Deep(1, "1e-1086") with { Ease = ease }).Distinct().ShouldBe([SiteOf(Deep(1, "1e-1086"))]);

    [Fact]
    public void A_way_in_and_out_again_has_one_place() =>
        SitesOf(Whole(0), Deep(0.5, "1e-320"), Whole(1)).Distinct().ShouldBe([SiteOf(Deep(0.5, "1e-320"))]);

    [Fact]
    public void A_hold_changes_nothing() =>
        SitesOf(Whole(0), Deep(0.4, "1e-50"), Deep(0.6, "1e-50"), Deep(1, "1e-90")).Distinct().ShouldBe([SiteOf(Deep(1, "1e-90"))]);

    [Fact]
    public void A_film_that_stands_still_has_the_place_it_stands_at() => SitesOf(Deep(0, "1e-50")).Distinct().ShouldBe([SiteOf(Deep(0, "1e-50"))]);

    [Fact]
    public void A_pan_over_a_few_views_belongs_to_the_nearer_end()
    {
        var to = Moved(Deep(1, "1e-50"), "3e-50");
        var sites = SitesOf(Deep(0, "1e-50"), to);
        sites[..51].Distinct().ShouldBe([SiteOf(Deep(0, "1e-50"))]);
        sites[51..].Distinct().ShouldBe([SiteOf(to)]);
    }

    [Fact]
    public void A_pan_too_long_for_any_key_has_a_place_for_every_frame_on_the_way()
    {
        var to = Moved(Deep(1, "1e-50"), "1e-40");
        var sites = SitesOf(Deep(0, "1e-50"), to);
        sites[0].ShouldBe(SiteOf(Deep(0, "1e-50")));
        sites[^1].ShouldBe(SiteOf(to));
        sites[1..^1].Distinct().Count().ShouldBe(Frames - 2);
        var view = PathOf(Deep(0, "1e-50"), to).At(0.5, 640, 360);
        sites[50].ShouldBe(new ReferenceSite(view.CentreRe, view.CentreIm, view.Radius));
    }

    [Fact]
    public void A_key_serves_as_far_as_2_to_the_20_pixels_and_no_further()
    {
        // 2^20 pixels of a view of radius 1 and height 1024 are 2048.
        PathKey key = new(0, ExactDecimal.Parse("0"), ExactDecimal.Parse("0"), ExactDecimal.Parse("1e-3"));
        var plan = new ReferencePlan([key]);
        plan.SiteFor(ViewAt("2048", "-2048"), 0).ShouldBe(SiteOf(key));
        plan.SiteFor(ViewAt("2048.0001", "0"), 0).Re.ShouldBe(ExactDecimal.Parse("2048.0001"));
        plan.SiteFor(ViewAt("0", "-2048.0001"), 0).Im.ShouldBe(ExactDecimal.Parse("-2048.0001"));

        static View ViewAt(string re, string im) => new(ExactDecimal.Parse(re), ExactDecimal.Parse(im), ExactDecimal.Parse("1"), 16, 1024);
    }

    [Fact]
    public void Two_dives_have_two_places_and_the_way_between_belongs_to_the_deeper()
    {
        PathKey[] keys = [Whole(0), Deep(0.3, "1e-40"), Whole(0.5), Moved(Deep(1, "1e-80"), "0.3")];
        var path = PathOf(keys);
        var sites = SitesOf(keys);
        sites.Distinct().ShouldBe([SiteOf(keys[3]), SiteOf(keys[1])], ignoreOrder: true);
        sites[30].ShouldBe(SiteOf(keys[1]));
        sites[^1].ShouldBe(SiteOf(keys[3]));
        sites[50].ShouldBe(SiteOf(keys[3]), $"from a radius of {path.At(0.5, 640, 360).Radius} both are in reach");
    }

    [Fact]
    public void No_frame_is_served_by_a_place_shallower_than_itself()
    {
        PathKey[] keys = [Whole(0), Deep(0.3, "1e-40"), Deep(0.5, "1e-20"), Moved(Deep(1, "1e-80"), "1e-21")];
        var path = PathOf(keys);
        var sites = SitesOf(keys);
        for (var i = 0; i < Frames; i++)
            sites[i].Radius.Log10().ShouldBeLessThanOrEqualTo(path.At(i / (Frames - 1.0), 640, 360).Radius.Log10() + 1e-9);
    }

    private static List<ReferenceSite> SitesOf(params PathKey[] keys)
    {
        var path = PathOf(keys);
        var plan = new ReferencePlan(path.Keys);
        return [.. Enumerable.Range(0, Frames).Select(i => i / (Frames - 1.0)).Select(t => plan.SiteFor(path.At(t, 640, 360), t))];
    }

    private static ZoomPath PathOf(params PathKey[] keys) => new(keys);

    private static PathKey Whole(double at) => new(at, ExactDecimal.Parse("-0.75"), ExactDecimal.Parse("0"), ExactDecimal.Parse("1.25"));

    private static PathKey Deep(double at, string radius) => new(at, DeepRe, DeepIm, ExactDecimal.Parse(radius));

    private static PathKey Moved(PathKey key, string by) => key with { Re = key.Re + ExactDecimal.Parse(by) };

    private static ReferenceSite SiteOf(PathKey key) => new(key.Re, key.Im, key.Radius);
}
