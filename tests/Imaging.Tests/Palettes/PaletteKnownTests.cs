using MandelActors.Imaging.Palettes;

namespace MandelActors.Imaging.Tests.Palettes;

public sealed class PaletteKnownTests
{
    /// <summary>Each table's length and its colours at 17 even positions, from matplotlib 3.10's own tables.</summary>
    public static TheoryData<string, int, string> Samples => new()
    {
        { "berlin", 256, "9eaffe 78abed 519fd3 3585ac 276785 1d4a60 13303e 10191f 190b08 290d00 3f1100 591b06 7b321c 9c4f3c bb6d60 dc8c86 feadad" },
        { "cubehelix", 256, "000000 140b1d 1a1d3b 16374c 15534b 236a3d 437730 717a32 a1794a c27972 d383a5 d196d2 c7b2ec c1cff3 cae6ef e1f5f0 ffffff" },
        { "inferno", 256, "000003 0a0723 200c4a 3c0965 570f6d 70196e 892269 a32b61 bb3754 d04544 e35832 f0701e f98c09 fbaa0e f8c931 f1e864 fcfea4" },
        { "magma", 256, "000003 0a0722 1c1046 350f6a 50127b 691c80 822581 9c2e7f b63679 ce4070 e55063 f4685b fb8660 fda470 fec286 fddfa1 fbfcbf" },
        { "managua", 256, "ffcf67 ebaf5c d79252 c4794a b06142 994c3c 803839 682b3b 562949 4d3260 4b457e 4f5c9b 5775b3 608ec6 6aa9d9 75c7ec 80e7fe" },
        { "ocean", 256, "007f00 006710 004f20 003730 001f40 000750 001060 002870 004080 00578f 006f9f 0e86af 3f9fbf 6fb7cf 9fcfdf cee6ef ffffff" },
        { "plasma", 256, "0c0786 310496 4c02a1 6500a7 7e03a7 9511a1 a92395 bb3586 cb4777 d8586a e56b5c ef7e4e f79341 fcaa33 fdc328 f8dd24 eff821" },
        { "rainbow", 256, "7f00ff 5f31fd 3f61fa 1f8ef3 00b4eb 20d4e0 40ecd3 60fac4 80feb3 9efaa2 beec8e ded478 feb461 ff8e4a ff6131 ff3119 ff0000" },
        { "seismic", 256, "00004c 000079 0000a6 0000d2 0101ff 4141ff 8181ff c1c1ff fffdfd ffc1c1 ff8181 ff4141 ff0000 df0000 bf0000 9f0000 7f0000" },
        { "Spectral", 256, "9e0142 c0274a dc494b f06744 f88e52 fdb466 fdd481 feec9f fefebe eff8a7 d8ef9a b3e0a2 89cfa4 5fbba7 3f96b6 4272b2 5e4fa2" },
        { "turbo", 256, "30123b 4040a1 466be3 4193fe 28bbeb 17dcc2 32f197 6dfd62 a4fc3b caed33 ecd139 fcae34 fb8022 ec520e d23005 ac1601 7a0402" },
        { "twilight", 510, "e1d8e2 c2cdd3 93b4c6 7297c0 6175ba 5e50ac 592a8f 44135b 2f1337 4a1341 731d4e 98344f b25652 c27c62 cba287 d8c5bc e1d8e1" },
        { "vanimo", 256, "ffccfc e69fdb cc77bc b2579f 913e7f 69295a 3f1b36 23141d 191512 1b1e11 283515 3c521c 517026 658c31 7dac44 9cd26b bdfca5" },
        { "viridis", 256, "440154 47186a 472c7b 424085 3a528b 32628d 2c728e 26818e 20908c 1e9e88 27ad80 3dbb74 5bc862 81d34c aadb32 d4e11a fde724" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_table_is_the_published_one(string name, int count, string samples)
    {
        var palette = Palette.Get(name);
        string[] expected = samples.Split(' ');

        palette.Count.ShouldBe(count);
        for (int i = 0; i < expected.Length; i++)
        {
            var colour = palette.At(i / 16.0).Round();
            var known = Rgb.Parse("#" + expected[i]);
            // The samples were cut off, not rounded, and fall between entries: two levels at most.
            int apart = new[] { colour.R - known.R, colour.G - known.G, colour.B - known.B }.Max(Math.Abs);
            apart.ShouldBeLessThanOrEqualTo(2, $"{name} at {i}/16: {colour} for {known}");
        }
    }

    [Fact]
    public void Palettes_defined_by_formulas_follow_them()
    {
        for (int i = 0; i < 256; i++)
        {
            double x = i / 255.0;
            Near("ocean", i, 3 * x - 2, Math.Abs((3 * x - 1) / 2), x);
            Near("rainbow", i, Math.Abs(2 * x - 0.5), Math.Sin(Math.PI * x), Math.Cos(Math.PI * x / 2));
            Near("cubehelix", i, CubeHelix(x, -0.14861, 1.78277), CubeHelix(x, -0.29227, -0.90649), CubeHelix(x, 1.97294, 0));
        }
    }

    [Fact]
    public void Every_palette_names_whom_it_is_owed_to()
    {
        Palette.All.Count.ShouldBe(15);
        Palette.All[0].Name.ShouldBe(Palette.DefaultName);
        Palette.All.ShouldAllBe(palette => palette.Credit.Author.Length > 0 && palette.Credit.Licence.Length > 0);
        Palette.All.Where(palette => palette.IsCyclic).Select(palette => palette.Name).ShouldBe(["abyss", "twilight"]);
        Palette.Get("managua").Credit.ShouldBe(new PaletteCredit("Fabio Crameri, Scientific colour maps", "MIT"));
    }

    // D. A. Green, "A colour scheme for the display of astronomical intensity images", 2011, with start 0.5, −1.5 rotations, hue 1, gamma 1.
    private static double CubeHelix(double x, double cosine, double sine)
    {
        double angle = 2 * Math.PI * (0.5 / 3 - 1.5 * x), amplitude = x * (1 - x) / 2;
        return x + amplitude * (cosine * Math.Cos(angle) + sine * Math.Sin(angle));
    }

    private static void Near(string name, int index, double red, double green, double blue)
    {
        var entry = Palette.Get(name).Entry(index);
        Math.Abs(entry.R - 255 * Math.Clamp(red, 0, 1)).ShouldBeLessThan(1.001, $"{name} {index} red");
        Math.Abs(entry.G - 255 * Math.Clamp(green, 0, 1)).ShouldBeLessThan(1.001, $"{name} {index} green");
        Math.Abs(entry.B - 255 * Math.Clamp(blue, 0, 1)).ShouldBeLessThan(1.001, $"{name} {index} blue");
    }
}
