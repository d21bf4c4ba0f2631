using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Tests.Palettes;

public sealed class PaletteTests
{
    [Fact]
    public void Names_are_found_in_either_case()
    {
        Palette.Get("SPECTRAL").ShouldBeSameAs(Palette.Get("spectral"));
        Palette.TryGet("Viridis", out var palette).ShouldBeTrue();
        palette!.Name.ShouldBe("viridis");
        Palette.TryGet("viridi", out _).ShouldBeFalse();
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest_and_with_all()
    {
        var problem = Should.Throw<UnknownNameException>(() => Palette.Get("Virdis"));

        problem.Nearest.ShouldBe("viridis");
        problem.Message.ShouldContain("'Virdis'");
        foreach (string name in Palette.Names) problem.Message.ShouldContain(name);
    }

    [Fact]
    public void A_palette_that_is_not_cyclic_goes_there_and_back_without_a_seam()
    {
        var viridis = Palette.Get("viridis");
        viridis.Around(0.5).Round().ShouldBe(viridis.Entry(255));
        viridis.Around(0.25).ShouldBe(viridis.Around(0.75));
        viridis.Around(3.999999).Round().ShouldBe(viridis.Entry(0));
        viridis.Around(-0.25).ShouldBe(viridis.Around(0.25));
    }

    [Fact]
    public void Cyclic_palettes_close()
    {
        Palette.Default.Entry(Palette.Default.Count - 1).ShouldBe(Palette.Default.Entry(0));
        // The published table of twilight ends one level of blue short of where it begins.
        Palette.Get("twilight").Entry(0).ShouldBe(Rgb.Parse("#e1d8e2"));
        Palette.Get("twilight").Entry(509).ShouldBe(Rgb.Parse("#e1d8e1"));
    }

    /// <summary>The steps of colour, in OKLab, between 1000 places round the default palette: bounded, and changing little from one to the next.</summary>
    [Fact]
    public void The_default_palette_has_no_edge_anywhere()
    {
        const int Places = 1000;
        OkLab[] colours = [.. Enumerable.Range(0, Places + 2).Select(i => OkLab.From(Palette.Default.Around(i / (double)Places)))];
        double Step(int i, Func<OkLab, double> part) => part(colours[i + 1]) - part(colours[i]);
        Func<OkLab, double>[] parts = [colour => colour.L, colour => colour.A, colour => colour.B];
        for (int i = 0; i < Places; i++)
        {
            foreach (var part in parts)
            {
                Math.Abs(Step(i, part)).ShouldBeLessThan(0.006);
                // A corner at a stop would turn by the difference of two slopes, 0.002 and more.
                Math.Abs(Step(i + 1, part) - Step(i, part)).ShouldBeLessThan(0.0005, $"bend at {i}");
            }
        }
    }

    [Fact]
    public void The_default_palette_brightens_once_and_darkens_once_a_turn()
    {
        double[] lightness = [.. Enumerable.Range(0, 500).Select(i => OkLab.From(Palette.Default.Around(i / 500.0)).L)];
        int turns = Enumerable.Range(0, 500).Count(i => lightness[i] > lightness[(i + 499) % 500] && lightness[i] >= lightness[(i + 1) % 500]);
        turns.ShouldBe(1);
    }

    [Theory]
    [InlineData("#0a0B0c", true)]
    [InlineData("#0a0b0", false)]
    [InlineData("0a0b0c0", false)]
    [InlineData("#0a0b0g", false)]
    [InlineData("# a0b0c", false)]
    [InlineData("", false)]
    public void A_colour_is_written_with_six_hexadecimal_digits(string text, bool good)
    {
        Rgb.TryParse(text, out var colour).ShouldBe(good);
        if (good) colour.ShouldBe(new Rgb(10, 11, 12));
        else Should.Throw<FormatException>(() => Rgb.Parse(text)).Message.ShouldContain("#rrggbb");
    }
}
