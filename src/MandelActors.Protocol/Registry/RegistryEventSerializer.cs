using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MandelActors.Protocol.Registry;

/// <summary>Turns the registry's events into named JSON and back.</summary>
/// <remarks>Names are apart from class names and carry a version: a class may be renamed, a name never. What was written once stays readable.</remarks>
public static class RegistryEventSerializer
{
    private static readonly (string Manifest, JsonTypeInfo Shape)[] Shapes =
    [
        ("job-admitted.v1", RegistryJson.Default.JobAdmitted),
        ("job-ended.v1", RegistryJson.Default.JobEnded),
        ("job-reopened.v1", RegistryJson.Default.JobReopened),
    ];

    private static readonly Dictionary<Type, string> ManifestsByType = Shapes.ToDictionary(shape => shape.Shape.Type, shape => shape.Manifest);

    private static readonly Dictionary<string, JsonTypeInfo> ShapesByManifest = Shapes.ToDictionary(shape => shape.Manifest, shape => shape.Shape);

    /// <summary>Every name there is.</summary>
    public static IReadOnlyCollection<string> Manifests => ShapesByManifest.Keys;

    /// <exception cref="KeyNotFoundException">An event of another conversation.</exception>
    public static string ManifestOf(RegistryProtocol.IRegistryEvent change) => ManifestsByType[change.GetType()];

    /// <inheritdoc cref="ManifestOf" path="/exception"/>
    public static byte[] ToBytes(RegistryProtocol.IRegistryEvent change) => JsonSerializer.SerializeToUtf8Bytes(change, ShapesByManifest[ManifestOf(change)]);

    /// <summary>Whether this is the name of one of the registry's events.</summary>
    public static bool Knows(string manifest) => ShapesByManifest.ContainsKey(manifest);

    /// <param name="manifest">A name that <see cref="Knows"/> accepts.</param>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="JsonException">The JSON does not fit the name.</exception>
    public static RegistryProtocol.IRegistryEvent FromBytes(string manifest, ReadOnlySpan<byte> json) =>
        (RegistryProtocol.IRegistryEvent?)JsonSerializer.Deserialize(json, ShapesByManifest[manifest]) ?? throw new JsonException($"'{manifest}' holds null");
}
