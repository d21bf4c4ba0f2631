using System.Globalization;

namespace MandelActors.Imaging.Palettes;

/// <summary>The palettes that ship as tables: one embedded <c>.csv</c> each, rows <c>r,g,b</c> of 0 … 255, the first row at 0, the last at 1.</summary>
internal static class PaletteTables
{
    private static readonly PaletteCredit WaltAndSmith = new("Stéfan van der Walt and Nathaniel Smith", "CC0");
    private static readonly PaletteCredit Crameri = new("Fabio Crameri, Scientific colour maps", "MIT");
    private static readonly PaletteCredit Formula = new("matplotlib and gnuplot", "a formula");

    private static readonly (string Name, bool Cyclic, PaletteCredit Credit)[] Tables =
    [
        ("berlin", false, Crameri),
        ("cubehelix", false, new("D. A. Green, 2011", "a formula")),
        ("inferno", false, WaltAndSmith),
        ("magma", false, WaltAndSmith),
        ("managua", false, Crameri),
        ("ocean", false, Formula),
        ("plasma", false, WaltAndSmith),
        ("rainbow", false, Formula),
        ("seismic", false, Formula),
        ("Spectral", false, new("Cynthia Brewer, ColorBrewer", "Apache-2.0")),
        ("turbo", false, new("Anton Mikhailov, Google", "Apache-2.0")),
        ("twilight", true, new("Bastian Bechtold", "CC0")),
        ("vanimo", false, Crameri),
        ("viridis", false, WaltAndSmith),
    ];

    public static IEnumerable<Palette> Load() => Tables.Select(table => new Palette(table.Name, table.Credit, table.Cyclic, Read(table.Name)));

    private static List<RgbValue> Read(string name)
    {
        using var resource = typeof(PaletteTables).Assembly.GetManifestResourceStream($"palettes/{name}.csv")
            ?? throw new InvalidOperationException($"the table of palette '{name}' is not part of this build");
        using var reader = new StreamReader(resource);
        List<RgbValue> entries = [];
        while (reader.ReadLine() is { } line)
        {
            byte[] channels = [.. line.Split(',').Select(text => byte.Parse(text, CultureInfo.InvariantCulture))];
            entries.Add(RgbValue.From(new Rgb(channels[0], channels[1], channels[2])));
        }

        return entries;
    }
}
