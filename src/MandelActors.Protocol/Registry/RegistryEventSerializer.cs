using System.Text.Json;
using MandelActors.Protocol.Serialization;

namespace MandelActors.Protocol.Registry;

/// <summary>Turns the registry's events into named JSON and back.</summary>
public static class RegistryEventSerializer
{
    private static readonly NamedShapes Shapes = new(
        ("job-admitted.v1", RegistryJson.Default.JobAdmitted),
        ("job-ended.v1", RegistryJson.Default.JobEnded),
        ("job-reopened.v1", RegistryJson.Default.JobReopened),
        ("job-prioritised.v1", RegistryJson.Default.JobPrioritised),
        ("job-removed.v1", RegistryJson.Default.JobRemoved));

    /// <summary>Every name there is.</summary>
    public static IReadOnlyCollection<string> Manifests => Shapes.Names;

    /// <exception cref="ArgumentException">An event of another conversation.</exception>
    public static string ManifestOf(RegistryProtocol.IRegistryEvent change) => Shapes.NameOf(change) ?? throw new ArgumentException($"{change.GetType().Name} is not the registry's", nameof(change));

    /// <inheritdoc cref="ManifestOf" path="/exception"/>
    public static byte[] ToBytes(RegistryProtocol.IRegistryEvent change) => JsonSerializer.SerializeToUtf8Bytes(change, Shapes.ShapeOf(ManifestOf(change))!);

    /// <summary>Whether this is the name of one of the registry's events.</summary>
    public static bool Knows(string manifest) => Shapes.ShapeOf(manifest) is not null;

    /// <param name="manifest">A name that <see cref="Knows"/> accepts.</param>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="JsonException">The JSON does not fit the name.</exception>
    public static RegistryProtocol.IRegistryEvent FromBytes(string manifest, ReadOnlySpan<byte> json) =>
        (RegistryProtocol.IRegistryEvent?)JsonSerializer.Deserialize(json, Shapes.ShapeOf(manifest)!) ?? throw new JsonException($"'{manifest}' holds null");
}
