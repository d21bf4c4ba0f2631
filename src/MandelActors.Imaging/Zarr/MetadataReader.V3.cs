using System.Text.Json;

namespace MandelActors.Imaging.Zarr;

internal static partial class MetadataReader
{
    private static readonly string[] KeysOfV3 =
    [
        "zarr_format", "node_type", "shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs", "attributes", "dimension_names", "storage_transformers",
    ];

    private static ZarrArray ReadV3(MetadataNode root)
    {
        root["zarr_format"].Whole(3, 3);
        if (root["node_type"].Text() != "array") throw root["node_type"].Wrong($"expected \"array\", found {root["node_type"].Shown}");
        foreach (var (key, value) in root.Entries())
        {
            if (!KeysOfV3.Contains(key) && !MayBeIgnored(value)) throw value.Unsupported("an extension that must be understood");
        }

        if (root.Find("storage_transformers") is { } transformers && transformers.Items().Length > 0) throw transformers.Unsupported("an array with storage transformers");
        var type = TypeOfV3(root["data_type"]);
        var compressor = CompressorOfV3(root["codecs"]);
        var grid = Extension(root["chunk_grid"]);
        if (grid.Name != "regular") throw root["chunk_grid"].Unsupported($"the chunk grid '{grid.Name}' instead of 'regular'");
        var chunks = Configured(root["chunk_grid"], grid.Configuration)["chunk_shape"];
        double fill = FillValue(root["fill_value"], type);
        var naming = NamingOfV3(root["chunk_key_encoding"]);
        return Make(root, () => new ZarrArray(ZarrFormat.V3, Shape(root["shape"]), Chunks(chunks), type, compressor, fill)
        {
            DimensionNames = root.Find("dimension_names") is { } names ? Names(names, root["shape"].Items().Length) : null,
            Attributes = root.Find("attributes") is { } attributes ? Attributes(attributes.Entries()) : [],
            Naming = naming,
        });
    }

    private static bool MayBeIgnored(MetadataNode node) =>
        node.Element.ValueKind == JsonValueKind.Object && node.Find("must_understand") is { Element.ValueKind: JsonValueKind.False };

    private static ZarrType TypeOfV3(MetadataNode node)
    {
        string name = Extension(node).Name;
        foreach (var type in Enum.GetValues<ZarrType>())
        {
            if (name == ZarrTypes.LongNameOf(type)) return type;
        }

        throw node.Unsupported($"the type '{name}' instead of uint16, uint32, float32 or float64");
    }

    // First numbers become bytes, then bytes may become fewer.
    private static ZarrCompressor CompressorOfV3(MetadataNode node)
    {
        var codecs = node.Items();
        if (codecs.Length == 0) throw node.Wrong("expected the codec 'bytes', found none");
        var (first, order) = Extension(codecs[0]);
        if (first != "bytes") throw codecs[0].Unsupported($"the codec '{first}' instead of 'bytes'");
        var endian = Configured(codecs[0], order)["endian"];
        if (endian.Text() != "little") throw endian.Unsupported($"the byte order {endian.Shown} instead of \"little\"");
        if (codecs.Length == 1) return ZarrCompressor.None;
        var (second, settings) = Extension(codecs[1]);
        if (second != "gzip") throw codecs[1].Unsupported($"the codec '{second}' instead of 'gzip'");
        if (codecs.Length > 2) throw codecs[2].Unsupported($"the codec '{Extension(codecs[2]).Name}'");
        return ZarrCompressor.Gzip((int)Configured(codecs[1], settings)["level"].Whole(0, 9));
    }

    private static ChunkNaming NamingOfV3(MetadataNode node)
    {
        var (name, configuration) = Extension(node);
        bool isDefault = name == "default";
        if (!isDefault && name != "v2") throw node.Unsupported($"the chunk key encoding '{name}' instead of 'default' or 'v2'");
        char separator = configuration?.Find("separator") is { } given ? Separator(given) : isDefault ? '/' : '.';
        return new ChunkNaming(isDefault ? "c" : "", separator);
    }

    /// <summary>An extension point is an object with a name and perhaps a configuration, or for short its name alone.</summary>
    private static (string Name, MetadataNode? Configuration) Extension(MetadataNode node) =>
        node.Element.ValueKind == JsonValueKind.String ? (node.Text(), null) : (node["name"].Text(), node.Find("configuration"));

    private static MetadataNode Configured(MetadataNode node, MetadataNode? configuration) => configuration ?? throw node.Wrong("expected a configuration, found none");
}
