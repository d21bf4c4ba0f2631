using System.Text.Json;
using System.Text.Json.Nodes;

namespace MandelActors.Imaging.Zarr;

internal static partial class MetadataReader
{
    private static ZarrArray ReadV2(MetadataNode root, string attributesFile)
    {
        root["zarr_format"].Whole(2, 2);
        if (!root["filters"].IsNull && root["filters"].Items().Length > 0) throw root["filters"].Unsupported("an array with filters");
        if (root["order"].Text() != "C") throw root["order"].Unsupported($"the order {root["order"].Shown} instead of \"C\"");
        var type = TypeOfV2(root["dtype"]);
        var compressor = CompressorOfV2(root["compressor"]);
        // No fill value: what is missing may be anything, so it may be the usual.
        double? fill = root["fill_value"].IsNull ? null : FillValue(root["fill_value"], type);
        char separator = root.Find("dimension_separator") is { } given ? Separator(given) : '.';
        var (names, attributes) = AttributesOfV2(attributesFile, root["shape"].Items().Length);
        return Make(root, () => new ZarrArray(ZarrFormat.V2, Shape(root["shape"]), Chunks(root["chunks"]), type, compressor, fill)
        {
            DimensionNames = names,
            Attributes = attributes,
            Naming = new ChunkNaming("", separator),
        });
    }

    private static ZarrType TypeOfV2(MetadataNode node)
    {
        if (node.Element.ValueKind != JsonValueKind.String) throw node.Unsupported("an array of structures");
        foreach (var type in Enum.GetValues<ZarrType>())
        {
            if (node.Text() == "<" + ZarrTypes.NameOf(type)) return type;
        }

        throw node.Unsupported(node.Text().StartsWith('>') ? $"the big-endian type {node.Shown}" : $"the type {node.Shown} instead of <u2, <u4, <f4 or <f8");
    }

    private static ZarrCompressor CompressorOfV2(MetadataNode node)
    {
        if (node.IsNull) return ZarrCompressor.None;
        return node["id"].Text() switch
        {
            "zlib" => ZarrCompressor.Zlib(Level(node["level"])),
            "gzip" => ZarrCompressor.Gzip(Level(node["level"])),
            _ => throw node["id"].Unsupported($"the compressor {node["id"].Shown} instead of zlib, gzip or none"),
        };
    }

    // −1 leaves the level to zlib, which takes 6.
    private static int Level(MetadataNode node) => node.Whole(-1, 9) is var level and >= 0 ? (int)level : 6;

    private static (IReadOnlyList<string>? Names, JsonObject Attributes) AttributesOfV2(string file, int axes)
    {
        if (!File.Exists(file)) return (null, []);
        var root = Parse(file);
        // The names of axes are one attribute among many there: another program may have put anything under that key.
        var names = root.Find(ZarrMetadata.DimensionsAttribute) is { } node ? Names(node, axes) : null;
        return (names, Attributes(root.Entries().Where(entry => names is null || entry.Key != ZarrMetadata.DimensionsAttribute)));
    }

    private static JsonObject Attributes(IEnumerable<(string Key, MetadataNode Value)> entries) =>
        new(entries.Select(entry => KeyValuePair.Create(entry.Key, JsonNode.Parse(entry.Value.Element.GetRawText()))));

    /// <returns>One name for each axis; null if these are not that.</returns>
    private static IReadOnlyList<string>? Names(MetadataNode node, int axes) =>
        node.Element.ValueKind == JsonValueKind.Array && node.Element.EnumerateArray().Count(item => item.ValueKind == JsonValueKind.String) == axes && node.Element.GetArrayLength() == axes
            ? [.. node.Items().Select(item => item.Text())]
            : null;
}
