using System.Globalization;
using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;
using MandelActors.Imaging.Png;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;

namespace MandelActors.Explorer.Stacks;

/// <summary>A picture of one level, as somebody asked for it.</summary>
/// <param name="Level">Its index in the array.</param>
/// <param name="Step">From one pixel shown to the next, in both directions.</param>
/// <param name="Palette">From the least value to the largest.</param>
/// <param name="Ends">The values that get the first and the last colour; null: the level's own least and largest.</param>
internal sealed record LevelPicture(long Level, int Step, Palette Palette, (double Low, double High)? Ends)
{
    /// <summary>Names of what may be asked for.</summary>
    public static readonly string[] Keys = ["palette", "contrast", "step"];

    private const string DefaultPalette = "rainbow";

    private const long MostPixels = 1L << 24;

    /// <summary>The same picture, the same name.</summary>
    public string Name => string.Create(
        CultureInfo.InvariantCulture, $"picture {Level} {Step} {Palette.Name} {(Ends is { } ends ? string.Create(CultureInfo.InvariantCulture, $"{ends.Low:R}:{ends.High:R}") : "own")}");

    /// <param name="stack">What the level belongs to.</param>
    /// <param name="level">A level it has.</param>
    /// <param name="query">What was asked for.</param>
    /// <exception cref="BadInputException">A value cannot be accepted, or the picture would be too large.</exception>
    public static LevelPicture From(StackSource stack, long level, StackQuery query)
    {
        var palette = query["palette"] ?? DefaultPalette;
        if (!Palette.TryGet(palette, out var found)) throw new BadInputException("palette", "", $"expected one of {string.Join(", ", Palette.Names)}");
        if (!int.TryParse(query["step"] ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step < 1)
            throw new BadInputException("step", "", "expected a whole number from 1 on");
        var picture = new LevelPicture(level, step, found, EndsOf(query["contrast"] ?? "own"));
        var (rows, columns) = picture.PartOf(stack);
        if (rows.Count * columns.Count > MostPixels)
            throw new BadInputException("step", "", $"expected a picture of at most {MostPixels} pixels, found {columns.Count}×{rows.Count}; a larger step shows fewer");
        return picture;
    }

    /// <summary>Computes the level and draws it.</summary>
    /// <returns>A PNG.</returns>
    public async Task<byte[]> DrawAsync(StackSource stack, CancellationToken cancellationToken)
    {
        var (rows, columns) = PartOf(stack);
        var values = await stack.ValuesAsync([new AxisSlice(Level, 1), rows, columns], cancellationToken).ConfigureAwait(false);
        StackMapping.MarkInside(stack.Scene, values);
        var field = System.Array.ConvertAll(values, value => (float)value);
        var contrast = Contrast.Of(field);
        var (low, high) = Ends ?? (contrast.IsEmpty ? (0, 0) : (contrast.Low, contrast.High));
        var image = new RgbImage((int)columns.Count, (int)rows.Count);
        new RangeColouring(Palette, low, high, default).Draw(field, image.Width, image);
        using var stream = new MemoryStream();
        PngWriter.Write(stream, image);
        return stream.ToArray();
    }

    private (AxisSlice Rows, AxisSlice Columns) PartOf(StackSource stack) => (Every(stack.Array.Shape[1]), Every(stack.Array.Shape[2]));

    private AxisSlice Every(long length) => new(0, (length - 1) / Step + 1, Step);

    private static (double Low, double High)? EndsOf(string contrast)
    {
        if (contrast == "own") return null;
        var parts = contrast.Split(':');
        return parts.Length == 2 && Number(parts[0]) is { } low && Number(parts[1]) is { } high && low < high && double.IsFinite(high - low)
            ? (low, high)
            : throw new BadInputException("contrast", "", "expected own, or two numbers LOW:HIGH such as 0:256");

        static double? Number(string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }
}
