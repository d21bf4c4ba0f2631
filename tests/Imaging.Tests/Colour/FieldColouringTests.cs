using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Tests.Colour;

public sealed class FieldColouringTests
{
    [Fact]
    public void A_cycle_repeats_after_its_period_and_starts_at_its_offset()
    {
        var settings = new ColourSettings { Palette = Palette.Get("viridis"), Period = 10, Offset = 0.5, Interior = new Rgb(1, 2, 3) };

        Pixels(settings, [0, 10, 5, -5, double.NaN]).ShouldBe(
            [Palette.Get("viridis").Entry(255), Palette.Get("viridis").Entry(255), Palette.Get("viridis").Entry(0), Palette.Get("viridis").Entry(0), new Rgb(1, 2, 3)]);
    }

    /// <summary>mandeltorch counts (ours less two, at least 1) and their inferno entries for K = 1600: ⌊255 sin²(2π · count / 1600)⌋ worked out by hand.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(202, 127)]
    [InlineData(402, 255)]
    [InlineData(802, 0)]
    [InlineData(1202, 255)]
    [InlineData(102, 37)]
    [InlineData(302, 217)]
    [InlineData(160_202, 127)]
    public void Mandeltorch_maps_counts_as_mandeltorch_does(int count, int entry)
    {
        var settings = new ColourSettings { Palette = Palette.Get("inferno"), Map = ColourMap.Mandeltorch };
        Pixels(settings, [count]).ShouldBe([Palette.Get("inferno").Entry(entry)]);
    }

    [Fact]
    public void Mandeltorchs_interior_is_the_palettes_first_entry_unless_another_is_asked_for()
    {
        var settings = new ColourSettings { Palette = Palette.Get("viridis"), Map = ColourMap.Mandeltorch };
        Pixels(settings, [double.NaN]).ShouldBe([Palette.Get("viridis").Entry(0)]);
        Pixels(settings with { Interior = Rgb.Black }, [double.NaN]).ShouldBe([Rgb.Black]);
    }

    [Fact]
    public void A_histogram_gives_every_colour_the_same_share()
    {
        double[] field = [.. Enumerable.Range(0, 1000).Select(i => Math.Exp(i / 100.0))];
        var settings = new ColourSettings { Palette = Grey(), Map = ColourMap.Histogram };

        Rgb[] pixels = Pixels(settings, field);

        for (int i = 0; i < 1000; i++) Math.Abs(pixels[i].R - i * 255 / 999.0).ShouldBeLessThan(1);
    }

    [Fact]
    public void Samples_are_averaged_in_linear_light()
    {
        // Half of full light is level 187.52 of 255, and 48,192 of 65,535, on the sRGB curve.
        var settings = new ColourSettings { Palette = Grey(), Period = 2 };
        foreach (int bitDepth in new[] { 8, 16 })
        {
            var colouring = new FieldColouring(settings, 1, 1, 2, bitDepth);
            colouring.Add([0]);
            colouring.Add([1]);
            colouring.Finish().Pixels.ShouldBe(bitDepth == 8 ? [188, 188, 188] : [188, 64, 188, 64, 188, 64]);
        }
    }

    [Fact]
    public void Equal_samples_give_the_colour_of_one()
    {
        double[] field = [.. Enumerable.Range(0, 4096).Select(i => i / 64.0), double.NaN];
        foreach (var palette in Palette.All)
        {
            Rgb[] one = Pixels(new ColourSettings { Palette = palette }, field);
            for (int samples = 2; samples <= SamplePattern.Most; samples += 7)
            {
                var colouring = new FieldColouring(new ColourSettings { Palette = palette }, field.Length, 1, samples);
                for (int i = 0; i < samples; i++) colouring.Add(field);
                Rgb[] many = Unpack(colouring.Finish());
                for (int i = 0; i < one.Length; i++)
                {
                    // A colour half-way between two levels may round either way after its journey through light.
                    Math.Abs(one[i].R - many[i].R).ShouldBeLessThanOrEqualTo(1);
                    Math.Abs(one[i].G - many[i].G).ShouldBeLessThanOrEqualTo(1);
                    Math.Abs(one[i].B - many[i].B).ShouldBeLessThanOrEqualTo(1);
                }

                one.Zip(many).Count(pair => pair.First != pair.Second).ShouldBeLessThan(one.Length / 20);
            }
        }
    }

    [Fact]
    public void Sixteen_bits_say_the_same_as_eight_and_more()
    {
        double[] field = [.. Enumerable.Range(0, 2000).Select(i => i / 31.0)];
        byte[] eight = Image(new ColourSettings(), field, 8).Pixels, sixteen = Image(new ColourSettings(), field, 16).Pixels;
        for (int i = 0; i < eight.Length; i++) Math.Abs((sixteen[2 * i] << 8 | sixteen[2 * i + 1]) / 257.0 - eight[i]).ShouldBeLessThan(0.6);
        sixteen.Where((_, i) => i % 2 == 1).Distinct().Count().ShouldBeGreaterThan(200);
    }

    [Fact]
    public void The_picture_does_not_depend_on_the_number_of_threads()
    {
        var random = new Random(9);
        double[] field = [.. Enumerable.Range(0, 733 * 421).Select(i => i % 11 == 0 ? double.NaN : 2000 * random.NextDouble())];
        double[] both = [.. field, .. field.Select(count => count / 500)];
        foreach (var (map, shading) in Enum.GetValues<ColourMap>().Select(map => (map, Shading.None)).Append((ColourMap.Cycle, Shading.Boundary)))
        {
            foreach (int samples in new[] { 1, 3 })
            {
                var settings = new ColourSettings { Map = map, Shading = shading };
                byte[][] pictures = [.. new[] { 1, 2, 5, -1 }.Select(threads =>
                {
                    var colouring = new FieldColouring(settings, 733, 421, samples, threads: threads);
                    for (int i = 0; i < samples; i++) colouring.Add(settings.NeedsDistance ? both : field);
                    return colouring.Finish().Pixels;
                })];
                foreach (byte[] picture in pictures) picture.AsSpan().SequenceEqual(pictures[0]).ShouldBeTrue($"{map}, {shading}, {samples} samples");
            }
        }
    }

    [Fact]
    public void Settings_and_fields_that_cannot_be_are_refused()
    {
        Should.Throw<ArgumentException>(() => new FieldColouring(new ColourSettings { Period = 0 }, 4, 4)).Message.ShouldContain("period");
        Should.Throw<ArgumentException>(() => new FieldColouring(new ColourSettings { Period = double.NaN }, 4, 4)).Message.ShouldContain("period");
        Should.Throw<ArgumentException>(() => new FieldColouring(new ColourSettings { Offset = double.PositiveInfinity }, 4, 4)).Message.ShouldContain("offset");
        Should.Throw<ArgumentOutOfRangeException>(() => new FieldColouring(new ColourSettings(), 4, 4, 17));
        var colouring = new FieldColouring(new ColourSettings(), 4, 4);
        Should.Throw<ArgumentException>(() => colouring.Add(new double[15])).Message.ShouldContain("4×4");
        Should.Throw<InvalidOperationException>(() => colouring.Finish());
        colouring.Add(new double[16]);
        Should.Throw<InvalidOperationException>(() => colouring.Add(new double[16]));
    }

    [Fact]
    public void Maps_are_found_by_name_and_unknown_ones_answered_with_all()
    {
        foreach (string name in ColourMaps.Names) ColourMaps.NameOf(ColourMaps.Parse(name.ToUpperInvariant())).ShouldBe(name);
        var problem = Should.Throw<UnknownNameException>(() => ColourMaps.Parse("histogramm"));
        problem.Nearest.ShouldBe("histogram");
        problem.Message.ShouldContain("mandeltorch");
    }

    private static Palette Grey() => new("grey", new PaletteCredit("a test", "none"), false, [new RgbValue(0, 0, 0), new RgbValue(1, 1, 1)]);

    private static RgbImage Image(ColourSettings settings, double[] field, int bitDepth = 8)
    {
        var colouring = new FieldColouring(settings, field.Length, 1, bitDepth: bitDepth);
        colouring.Add(field);
        return colouring.Finish();
    }

    private static Rgb[] Pixels(ColourSettings settings, double[] field) => Unpack(Image(settings, field));

    private static Rgb[] Unpack(RgbImage image) => [.. image.Pixels.Chunk(3).Select(pixel => new Rgb(pixel[0], pixel[1], pixel[2]))];
}
