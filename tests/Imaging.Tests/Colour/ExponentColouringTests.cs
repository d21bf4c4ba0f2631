using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Tests.Colour;

/// <summary>Colours by Lyapunov exponents: ½(1 + tanh λ), an entry of the palette each, nothing in between.</summary>
public sealed class ExponentColouringTests
{
    private static readonly ColourSettings Managua = new() { Palette = Palette.Get("managua"), Map = ColourMap.Exponent, Interior = new Rgb(1, 2, 3) };

    /// <summary>Entries that matplotlib's <c>colormap(0.5 * (1 + numpy.tanh(x)))</c> takes.</summary>
    [Theory]
    [InlineData(0, 128)]
    [InlineData(-1e-15, 127)]
    [InlineData(1e-15, 128)]
    [InlineData(1, 225)]
    [InlineData(-1, 30)]
    [InlineData(1.3862943611198906, 240)]
    [InlineData(-0.5, 68)]
    [InlineData(40, 255)]
    [InlineData(-40, 0)]
    [InlineData(double.PositiveInfinity, 255)]
    [InlineData(double.NegativeInfinity, 0)]
    public void Exponents_have_the_originals_entries(double exponent, int entry) =>
        Pixels(Managua, [exponent]).ShouldBe([Palette.Get("managua").Entry(entry)]);

    [Fact]
    public void What_is_no_number_has_the_interiors_colour() => Pixels(Managua, [double.NaN]).ShouldBe([new Rgb(1, 2, 3)]);

    [Theory]
    [InlineData("managua")]
    [InlineData("twilight")]
    [InlineData("abyss")]
    public void Around_every_threshold_the_index_is_that_of_tanh(string palette)
    {
        int entries = Palette.Get(palette).Count;
        foreach (var (contrast, range) in (IEnumerable<(double, (double, double)?)>)[(1, null), (0.7, null), (3, null), (1, (-1.7, 1.3)), (1, (-1e-9, 14)), (2, (0.1, 0.2)), (1, (0, 0))])
        {
            var map = new ExponentIndex(entries, false, contrast, 0, range);
            for (int entry = 1; entry < entries; entry += entries / 100)
            {
                double threshold = LeastOf(map, entry);
                if (!double.IsFinite(threshold)) continue;
                double[] around = new double[9];
                around[4] = threshold;
                for (int i = 1; i <= 4; i++) (around[4 - i], around[4 + i]) = (Math.BitDecrement(around[5 - i]), Math.BitIncrement(around[3 + i]));
                ShouldAgree(map, entries, around);
            }
        }
    }

    [Fact]
    public void Anywhere_the_index_is_that_of_tanh()
    {
        var random = new Random(6);
        double[] exponents =
        [
            .. Enumerable.Range(0, 300_000).Select(_ => 8 * random.NextDouble() - 4), .. Enumerable.Range(-330, 640).SelectMany(e => new[] { Math.Pow(10, e), -Math.Pow(10, e) }),
            0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, -double.Epsilon,
        ];
        foreach (int entries in new[] { 2, 3, 255, 256, 257, 510, 2049 })
        {
            ShouldAgree(new ExponentIndex(entries, true, 1, 0), entries, exponents);
            ShouldAgree(new ExponentIndex(entries, false, 2.5, 0.3, (-1.2, 0.7)), entries, exponents);
            // A NaN among them keeps its neighbours from being mapped together.
            ShouldAgree(new ExponentIndex(entries, true, 1, 0), entries, [.. exponents.Where(exponent => !double.IsNaN(exponent)).Reverse()]);
        }
    }

    [Fact]
    public void Contrast_multiplies_the_exponent() =>
        Pixels(Managua with { Contrast = 2.5 }, [0.1, -0.4, 0]).ShouldBe(Pixels(Managua, [0.25, -1, 0]));

    [Fact]
    public void The_offset_turns_a_cyclic_palette_and_takes_any_other_there_and_back()
    {
        double[] exponents = [.. Enumerable.Range(-300, 601).Select(i => i / 100.0)];
        Pixels(Managua with { Offset = 1 }, exponents).ShouldBe(Pixels(Managua, exponents));
        // Half a turn of there and back begins at the far end.
        Pixels(Managua with { Offset = -0.5 }, exponents).ShouldBe(Pixels(Managua, [.. exponents]).Select((_, i) => Mirrored(exponents[i])).ToArray());
        var twilight = Managua with { Palette = Palette.Get("twilight") };
        Pixels(twilight with { Offset = 0.5 }, [-40, 40]).ShouldBe([twilight.Palette.Entry(255), twilight.Palette.Entry(254)]);

        Rgb Mirrored(double exponent) => Managua.Palette.Entry(255 - (int)Math.Min(256 * 0.5 * (1 + Math.Tanh(exponent)), 255));
    }

    [Fact]
    public void A_frames_own_contrast_reaches_both_ends_and_leaves_0_in_the_middle()
    {
        var own = Managua with { ContrastPerFrame = true };
        var palette = Managua.Palette;
        // Infinities are beyond the ends, not the ends.
        Pixels(own, [-0.1, 0, 0.5, double.NegativeInfinity, double.PositiveInfinity, double.NaN, -0.05])
            .ShouldBe([palette.Entry(0), palette.Entry(128), palette.Entry(255), palette.Entry(0), palette.Entry(255), new Rgb(1, 2, 3), palette.Entry(63)]);
        // Without one side the other is stretched none the less.
        Pixels(own, [0.1, 0.2]).ShouldBe([palette.Entry(192), palette.Entry(255)]);
        Pixels(own, [0, 0]).ShouldBe([palette.Entry(128), palette.Entry(128)]);
        Pixels(own, [double.NegativeInfinity, double.NaN]).ShouldBe([palette.Entry(0), new Rgb(1, 2, 3)]);
    }

    [Fact]
    public void Samples_are_averaged_and_share_the_first_ones_contrast()
    {
        var grey = new Palette("grey", new PaletteCredit("a test", "none"), false, [new RgbValue(0, 0, 0), new RgbValue(1, 1, 1)]);
        var colouring = new FieldColouring(Managua with { Palette = grey, ContrastPerFrame = true }, 2, 1, 2);
        colouring.Add([-1, 1]);
        colouring.Add([-2, -2]);
        // Half of full light is level 187.52 of 255.
        colouring.Finish().Pixels.ShouldBe([0, 0, 0, 188, 188, 188]);
    }

    [Fact]
    public void Sixteen_bits_are_the_same_entries()
    {
        var colouring = new FieldColouring(Managua, 1, 1, bitDepth: 16);
        colouring.Add([0.3]);
        var entry = Managua.Palette.Entry((int)(256 * 0.5 * (1 + Math.Tanh(0.3))));
        colouring.Finish().Pixels.ShouldBe([entry.R, entry.R, entry.G, entry.G, entry.B, entry.B]);
    }

    [Fact]
    public void A_contrast_that_cannot_be_is_refused()
    {
        foreach (double contrast in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Should.Throw<ArgumentException>(() => new FieldColouring(Managua with { Contrast = contrast }, 4, 4)).Message.ShouldContain("contrast");
    }

    private static void ShouldAgree(ExponentIndex map, int entries, double[] exponents)
    {
        int[] fast = new int[exponents.Length], plain = new int[exponents.Length];
        byte[] bytes = new byte[exponents.Length];
        map.Map(exponents, fast);
        map.Scalar(exponents, plain);
        bool fits = map.Map(exponents, bytes), isForBytes = entries <= 256;
        for (int i = 0; i < fast.Length; i++)
        {
            if (fast[i] != plain[i]) Assert.Fail($"{exponents[i]:R} has index {fast[i]}, expected {plain[i]}");
            if (isForBytes && bytes[i] != (byte)plain[i]) Assert.Fail($"{exponents[i]:R} has the byte {bytes[i]}, expected {plain[i]}");
        }

        if (isForBytes) fits.ShouldBe(plain.Max() < 256);
    }

    /// <summary>The least exponent whose index is at least the one given, by bisection with the plain form; infinity where there is none.</summary>
    private static double LeastOf(ExponentIndex map, int entry)
    {
        double low = -60, high = 60;
        if (IndexOf(map, high) < entry) return double.PositiveInfinity;
        while (low + (high - low) / 2 is var middle && middle > low && middle < high)
        {
            if (IndexOf(map, middle) >= entry) high = middle;
            else low = middle;
        }

        return high;
    }

    [Theory]
    [InlineData(1, 8, true)]
    [InlineData(2, 8, false)]
    [InlineData(1, 16, false)]
    public void A_picture_of_one_sample_is_one_of_few_colours_and_the_same(int samples, int bitDepth, bool isIndexed)
    {
        Random random = new(5);
        double[] field = [.. Enumerable.Range(0, 7 * 300).Select(_ => 6 * random.NextDouble() - 3)];
        var colouring = new FieldColouring(Managua, 7, 300, samples, bitDepth);
        for (int i = 0; i < samples; i++) colouring.Add(field);
        var picture = colouring.Finish();

        (colouring.Indexed is not null).ShouldBe(isIndexed);
        if (colouring.Indexed is { } indexed)
            indexed.Indices.SelectMany(index => new[] { indexed.Colours[index].R, indexed.Colours[index].G, indexed.Colours[index].B }).ShouldBe(picture.Pixels);
    }

    [Fact]
    public void An_interior_beside_256_colours_is_one_too_many()
    {
        var colouring = new FieldColouring(Managua, 3, 1);
        colouring.Add([0, double.NaN, 1]);
        colouring.Finish().Pixels.AsSpan(3, 3).ToArray().ShouldBe([(byte)1, (byte)2, (byte)3]);
        colouring.Indexed.ShouldBeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void One_interior_pixel_is_enough_for_that_on_any_number_of_threads(int threads)
    {
        Random random = new(7);
        double[] field = [.. Enumerable.Range(0, 733 * 421).Select(_ => 6 * random.NextDouble() - 3)];
        var without = Coloured();
        field[200 * 733 + 5] = double.NaN;
        var with = Coloured();

        with.Indexed.ShouldBeNull();
        without.Indexed.ShouldNotBeNull();
        byte[] expected = [.. without.Finish().Pixels];
        ((byte[])[1, 2, 3]).CopyTo(expected, 3 * (200 * 733 + 5));
        with.Finish().Pixels.AsSpan().SequenceEqual(expected).ShouldBeTrue();

        FieldColouring Coloured()
        {
            var colouring = new FieldColouring(Managua, 733, 421, threads: threads);
            colouring.Add(field);
            return colouring;
        }
    }

    private static int IndexOf(ExponentIndex map, double exponent)
    {
        Span<int> index = [0];
        map.Scalar([exponent], index);
        return index[0];
    }

    private static Rgb[] Pixels(ColourSettings settings, double[] field)
    {
        var colouring = new FieldColouring(settings, field.Length, 1);
        colouring.Add(field);
        return [.. colouring.Finish().Pixels.Chunk(3).Select(pixel => new Rgb(pixel[0], pixel[1], pixel[2]))];
    }
}
