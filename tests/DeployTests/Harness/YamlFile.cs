using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MandelActors.DeployTests.Harness;

/// <summary>Reads YAML as JSON: strictly, that is, without a key twice, and with plain words as YAML 1.2 understands them.</summary>
internal static class YamlFile
{
    private const string Merge = "<<";

    /// <exception cref="YamlException">It is no YAML, or a key is there twice.</exception>
    public static IReadOnlyList<JsonNode> Read(string path) => Parse(File.ReadAllText(path));

    /// <inheritdoc cref="Read"/>
    public static IReadOnlyList<JsonNode> Parse(string text)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(text));
        return [.. stream.Documents.Select(document => Convert(document.RootNode)!)];
    }

    private static JsonNode? Convert(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Mapping(mapping),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Convert)]),
        YamlScalarNode scalar => Scalar(scalar),
        _ => throw new YamlException(node.Start, node.End, $"a {node.NodeType} has no meaning here"),
    };

    /// <summary>What is merged in counts where the mapping itself says nothing.</summary>
    private static JsonObject Mapping(YamlMappingNode mapping)
    {
        JsonObject result = [];
        foreach ((YamlNode key, YamlNode value) in mapping)
        {
            if (key.ToString() != Merge) result[key.ToString()] = Convert(value);
        }

        if (!mapping.Children.TryGetValue(new YamlScalarNode(Merge), out YamlNode? merged)) return result;
        foreach ((string key, JsonNode? value) in Mapping((YamlMappingNode)merged))
        {
            if (!result.ContainsKey(key)) result[key] = value?.DeepClone();
        }

        return result;
    }

    private static JsonValue? Scalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" => null,
            "true" or "false" => JsonValue.Create(text == "true"),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => JsonValue.Create(whole),
            _ => JsonValue.Create(text),
        };
    }
}
