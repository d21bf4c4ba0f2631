using System.Text.Json.Nodes;

namespace MandelActors.DeployTests.Harness;

/// <summary>Finds one's way through manifests.</summary>
internal static class JsonNodeExtensions
{
    /// <returns>What stands at a path of keys such as <c>spec.template.spec</c>; null if nothing does.</returns>
    public static JsonNode? At(this JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, key) => at is JsonObject mapping ? mapping[key] : null);

    /// <returns>The text at a path.</returns>
    public static string Text(this JsonNode? node, string path) =>
        node.At(path)?.ToString() ?? throw new InvalidDataException($"expected something at {path} in {node?.ToJsonString()}");

    /// <returns>The elements of the list at a path; none if there is no list.</returns>
    public static IEnumerable<JsonNode> List(this JsonNode? node, string path) => (node.At(path) as JsonArray)?.OfType<JsonNode>() ?? [];

    /// <returns>Keys and texts of the mapping at a path; none if there is no mapping.</returns>
    public static IReadOnlyDictionary<string, string> Labels(this JsonNode? node, string path) =>
        (node.At(path) as JsonObject)?.ToDictionary(entry => entry.Key, entry => entry.Value!.ToString()) ?? [];

    /// <returns>Every node in it that is a mapping, itself included.</returns>
    public static IEnumerable<JsonObject> Mappings(this JsonNode? node) => node switch
    {
        JsonObject mapping => [mapping, .. mapping.SelectMany(entry => entry.Value.Mappings())],
        JsonArray list => list.SelectMany(Mappings),
        _ => [],
    };
}
