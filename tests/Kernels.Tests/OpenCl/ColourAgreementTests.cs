using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;

namespace MandelActors.Kernels.Tests.OpenCl;

/// <summary>Pictures that a device colours are those that <see cref="FieldColouring"/> makes of the same fields, byte for byte.</summary>
public sealed class ColourAgreementTests
{
    private static readonly (int Width, int Height)[] Sizes = [(1, 1), (1, 7), (5, 1), (17, 13), (129, 65), (640, 3)];

    public static TheoryData<string> Devices => OpenClDevices.Names;

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Cycles_agree(string name) => ShouldAgree(
        name, new ColourSettings(), new ColourSettings { Period = 0.37, Offset = 0.71, Palette = Palette.Get("viridis") }, new ColourSettings { Period = 1e-7, Offset = -1e9 });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Histograms_agree(string name) => ShouldAgree(
        name,
        new ColourSettings { Map = ColourMap.Histogram },
        new ColourSettings { Map = ColourMap.Histogram, Palette = Palette.Get("viridis"), Period = 3, Offset = 0.3, Interior = new Rgb(1, 2, 3) });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Distances_agree(string name) => ShouldAgree(
        name, new ColourSettings { Map = ColourMap.Distance }, new ColourSettings { Map = ColourMap.Distance, Period = 0.9, Offset = 0.2, Palette = Palette.Get("viridis") });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Shaded_boundaries_agree(string name) => ShouldAgree(
        name,
        new ColourSettings { Shading = Shading.Boundary },
        new ColourSettings { Shading = Shading.Boundary, Map = ColourMap.Histogram },
        new ColourSettings { Shading = Shading.Boundary, Map = ColourMap.Distance });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Mandeltorchs_whole_counts_agree(string name) => ShouldAgree(
        name, new ColourSettings { Map = ColourMap.Mandeltorch, Palette = Palette.Get("inferno") }, new ColourSettings { Map = ColourMap.Mandeltorch, Period = 77, Interior = Rgb.Black });

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Exponents_agree(string name)
    {
        ColourSettings settings = new() { Map = ColourMap.Exponent };
        ShouldAgree(
            name,
            settings,
            settings with { ContrastPerFrame = true, Contrast = 3 },
            settings with { Palette = Palette.Get("twilight"), Offset = 0.25, Contrast = 0.01 },
            settings with { Palette = Palette.Get("viridis"), Offset = 0.6, ContrastPerFrame = true, Interior = new Rgb(1, 2, 3) });
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Every_palette_agrees_in_exponents_and_cycles(string name)
    {
        foreach (var palette in Palette.All)
            foreach (var map in (ColourMap[])[ColourMap.Exponent, ColourMap.Cycle])
                ShouldAgree(name, new ColourSettings { Map = map, Palette = palette });
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Pictures_of_few_colours_come_as_indices_unless_the_interior_is_one_too_many(string name)
    {
        using var bench = ColouringBench.Open(name);
        ColourSettings settings = new() { Map = ColourMap.Exponent, Palette = Palette.Get("viridis") };
        Palette.Get("viridis").Count.ShouldBe(256);
        bench.Colour(settings, 5, 1, [0.1, 0.2, -0.3, double.PositiveInfinity, double.NegativeInfinity]).AreIndices.ShouldBeTrue();
        bench.Colour(settings, 5, 1, [0.1, 0.2, -0.3, double.NaN, 0.5]).AreIndices.ShouldBeFalse();
        bench.Colour(settings with { Map = ColourMap.Cycle }, 1, 1, [0.1]).AreIndices.ShouldBeFalse();
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void Numbers_of_a_field_are_fetched_one_by_one_every_so_manieth_and_by_their_range(string name)
    {
        using var bench = ColouringBench.Open(name);
        double[] field = ColouringBench.Field(new Random(3), 100_003, exponents: true);
        bench.ValuesAt(field, [0, 17, 100_002, 17]).ShouldBe([field[0], field[17], field[100_002], field[17]]);
        foreach (var step in (int[])[1, 2, 7, 100_002, 100_003]) bench.ValuesEvery(field, step).ShouldBe([.. field.Where((_, i) => i % step == 0)]);
        double[] finite = [.. field.Where(double.IsFinite)];
        bench.Range(field).ShouldBe((finite.Min(), finite.Max()));
        bench.Range([double.NaN, double.PositiveInfinity]).ShouldBe((double.PositiveInfinity, double.NegativeInfinity));
    }

    private static void ShouldAgree(string name, params ColourSettings[] colours)
    {
        using var bench = ColouringBench.Open(name);
        foreach (var settings in colours)
            foreach (var (width, height) in Sizes)
                foreach (var samples in (int[])[1, 4])
                {
                    var random = new Random(width + samples);
                    double[][] fields = [.. Enumerable.Range(0, samples).Select(_ => bench.FieldFor(settings, random, width * height))];
                    var colouring = new FieldColouring(settings, width, height, samples);
                    foreach (var field in fields) colouring.Add(field);
                    var expected = colouring.Finish();
                    var found = bench.Colour(settings, width, height, fields);
                    found.AreIndices.ShouldBe(colouring.Indexed is not null);
                    if (found.AreIndices) found.Bytes.ShouldBe(colouring.Indexed!.Indices);
                    else found.Bytes.ShouldBe(expected.Pixels, $"{settings} {width}×{height} {samples} samples");
                }
    }
}
