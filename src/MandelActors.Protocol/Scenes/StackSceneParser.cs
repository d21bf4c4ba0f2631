using System.Globalization;
using System.Numerics;
using MandelActors.Numerics;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads a <see cref="StackScene"/>; <c>centre</c>, <c>radius</c>, <c>levels</c> and <c>zoomPerLevel</c> must be there.</summary>
internal static class StackSceneParser
{
    private static readonly string[] Keys = SceneParts.Keys(
        "centre", "radius", "levels", "zoomPerLevel", "arithmetic", "iterations", "escape", "sampling", "rows", "array");

    private static readonly string[] AxisNames = ["level", "row", "column"];

    public static StackScene Parse(DocumentNode.Table document, IReadOnlyCollection<string> palettes, ICollection<string>? notes)
    {
        var scene = new DocumentSection(document, "", Keys);
        SceneParts.CheckVersion(scene);
        scene.Required("centre", "an object with the centre, { \"re\": \"…\", \"im\": \"…\" }");
        var centre = scene.Section("centre", "re", "im");
        var image = Image(scene.Section("image", "width", "height"));
        var levels = scene.Whole("levels", 1, StackScene.MostLevels);
        var iterations = SceneParts.Iterations(scene);
        var escape = SceneParts.Escape(scene);
        return new StackScene(
            image,
            ScenePathParser.Coordinate(centre, "re"),
            ScenePathParser.Coordinate(centre, "im"),
            ScenePathParser.Radius(scene),
            levels,
            Zoom(scene),
            SceneParts.Named<SceneArithmetic>(scene, "arithmetic"),
            iterations,
            escape,
            SceneParts.Named<SceneSampling>(scene, "sampling"),
            SceneParts.Named<SceneRows>(scene, "rows"),
            Array(scene.Section("array", "slice", "chunks", "type", "compressor", "compressionLevel", "format"), [levels, image.Height, image.Width], escape, iterations),
            SceneParts.Devices(scene));
    }

    private static SceneImage Image(DocumentSection section)
    {
        var image = SceneImage.Default with
        {
            Width = section.Whole("width", 1, SceneImage.LongestSide, 512),
            Height = section.Whole("height", 1, SceneImage.LongestSide, 512),
        };
        if ((long)image.Width * image.Height > SceneImage.MostPixels)
            throw section.Refused("width", $"width × height of at most {SceneImage.MostPixels} pixels");
        return image;
    }

    private static ExactDecimal Zoom(DocumentSection scene)
    {
        var zoom = scene.Exact("zoomPerLevel");
        // Slower than this no two levels differ; faster than that two pixels are a level apart.
        if (zoom.Sign <= 0 || BigInteger.Log10(zoom.Mantissa) + zoom.Exponent is > 6 or < -6) throw scene.Refused("zoomPerLevel", "a decimal number from 1e-6 to 1e6, such as 1.01");
        return zoom;
    }

    private static StackArray Array(DocumentSection section, IReadOnlyList<long> shape, SceneEscape escape, SceneIterations iterations)
    {
        var format = section.Whole("format", 2, 3, 2);
        var compressor = section.Word("compressor", StackArray.Compressors, format == 2 ? StackArray.Zlib : StackArray.Gzip);
        if (format == 3 && compressor == StackArray.Zlib) throw section.Refused("compressor", "gzip or none: format 3 has no zlib, and gzip deflates the same way");
        var array = new StackArray(
            Slice(section, shape),
            Chunks(section),
            section.Word("type", StackArray.Types, escape.Count == SceneCount.Whole ? StackArray.CountType : StackArray.SmoothType),
            compressor,
            section.Whole("compressionLevel", 0, 9, StackArray.DefaultCompressionLevel),
            format);
        if (array.IsWhole && escape.Count == SceneCount.Smooth) throw section.Refused("type", "f4 or f8 for smooth counts, or escape.count whole");
        if (array.Type == StackArray.CountType && iterations.Limit > ushort.MaxValue) throw section.Refused("type", "u4 for limits beyond 65535");
        if (array.Chunks.Aggregate(8.0, (bytes, length) => bytes * length) > 1 << 30) throw section.Refused("chunks", "chunks of at most 134217728 values");
        return array;
    }

    private static ArraySlice Slice(DocumentSection section, IReadOnlyList<long> shape)
    {
        // A single level may be written as the number it is.
        var text = section.Optional("slice") is DocumentNode.Number level ? level.Raw : section.Text("slice", _ => true, "a slice such as \"0:20000:500,::2,::2\"", "...");
        return ArraySlice.Parse(KeyPath.Child(section.Path, "slice"), text, shape, AxisNames);
    }

    private static IReadOnlyList<int> Chunks(DocumentSection section)
    {
        const string Expectation = "three lengths, of levels, rows and columns, such as [1, 256, 256]";
        if (section.Optional("chunks") is null) return [1, StackArray.DefaultChunk, StackArray.DefaultChunk];
        var items = section.Items("chunks", 3, Expectation);
        if (items.Count != 3) throw section.Refused("chunks", Expectation);
        return [.. items.Select((item, i) => Length(item, KeyPath.Item(KeyPath.Child(section.Path, "chunks"), i)))];

        static int Length(DocumentNode item, string path) =>
            item is DocumentNode.Number number && int.TryParse(number.Raw, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length is >= 1 and <= SceneImage.LongestSide
                ? length
                : throw DocumentSection.Expected(item, path, $"a whole number from 1 to {SceneImage.LongestSide}");
    }
}
