using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Tests.Colour;

/// <summary>Colours by the distance from the set: as a map of their own, and as a shade over another.</summary>
public sealed class DistanceColouringTests
{
    private static readonly ColourSettings ByDistance = new() { Palette = Grey(), Map = ColourMap.Distance, Period = 16, Interior = new Rgb(1, 2, 3) };

    [Fact]
    public void A_turn_takes_as_many_doublings_as_the_period_says()
    {
        // 1 + d is 1, 2, 4 … 2⁸; half a turn of a palette that goes there and back is its other end.
        double[] distances = [.. Enumerable.Range(0, 9).Select(k => Math.Pow(2, k) - 1)];
        var levels = Levels(ByDistance, distances);
        levels[0].ShouldBe((byte)0);
        levels[8].ShouldBe((byte)255);
        levels.ShouldBeInOrder();
        for (var k = 0; k <= 8; k++) ((double)levels[k]).ShouldBe(255 * k / 8.0, 1);
    }

    [Fact]
    public void The_offset_turns_the_palette() =>
        Levels(ByDistance with { Offset = 0.25 }, [0, 15]).ShouldBe(Levels(ByDistance, [15, 255]));

    [Fact]
    public void Inside_far_away_and_on_the_set_have_their_colours()
    {
        var image = Image(ByDistance, [1, 2, 3], [double.NaN, double.PositiveInfinity, 0]);
        image.Pixels[..3].ShouldBe([1, 2, 3]);
        image.Pixels[6..].ShouldBe([0, 0, 0]);
        Levels(ByDistance, [double.PositiveInfinity])[0].ShouldBe(Levels(ByDistance, [1e30])[0]);
    }

    [Fact]
    public void Counts_do_not_matter_to_it() =>
        Image(ByDistance, [1, 2, 3], [0.5, 5, 50]).Pixels.ShouldBe(Image(ByDistance, [7, 8, 9], [0.5, 5, 50]).Pixels);

    [Fact]
    public void A_shade_takes_light_within_a_pixel_and_leaves_the_rest_alone()
    {
        var settings = new ColourSettings { Palette = Palette.Get("viridis"), Interior = new Rgb(9, 8, 7) };
        double[] counts = [5, 5, 5, 5, double.NaN];
        byte[] plain = Image(settings, counts, null).Pixels;
        byte[] shaded = Image(settings with { Shading = Shading.Boundary }, counts, [0, 0.25, 1, 1e9, double.NaN]).Pixels;
        shaded[..3].ShouldBe([0, 0, 0]);
        for (var channel = 0; channel < 3; channel++)
        {
            Srgb.Decode(shaded[3 + channel] / 255.0).ShouldBe(Srgb.Decode(plain[3 + channel] / 255.0) / 4, 0.01);
            // Through light and back a level may move by one.
            for (var pixel = 2; pixel < 5; pixel++) ((double)shaded[3 * pixel + channel]).ShouldBe(plain[3 * pixel + channel], 1);
        }
    }

    [Fact]
    public void Distances_must_be_there()
    {
        Should.Throw<ArgumentException>(() => Image(ByDistance, [1, 2], null)).Message.ShouldContain("2×1");
        Should.Throw<ArgumentException>(() => Image(new ColourSettings(), [1, 2], [1, 2])).Message.ShouldContain("2×1");
    }

    private static byte[] Levels(ColourSettings settings, double[] distances) =>
        [.. Image(settings, new double[distances.Length], distances).Pixels.Where((_, i) => i % 3 == 0)];

    private static RgbImage Image(ColourSettings settings, double[] counts, double[]? distances)
    {
        var colouring = new FieldColouring(settings, counts.Length, 1);
        colouring.Add([.. counts, .. distances ?? []]);
        return colouring.Finish();
    }

    private static Palette Grey() => new("grey", new PaletteCredit("a test", "none"), false, [new RgbValue(0, 0, 0), new RgbValue(1, 1, 1)]);
}
