using System.Text.Json.Serialization;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Seeds.Files;

/// <summary>A finished frame as the manifest has it; the rest of what stands there is for people.</summary>
internal readonly record struct ManifestFrame(int Frame, Sha256Hash Sha256, long Bytes);

internal readonly record struct ManifestEntry(int Frame, string Sha256, long Bytes);

internal sealed record ManifestContent(ManifestEntry[] Frames);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ManifestContent))]
internal sealed partial class ManifestJson : JsonSerializerContext;
