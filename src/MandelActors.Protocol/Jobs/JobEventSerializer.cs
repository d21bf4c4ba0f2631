using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MandelActors.Protocol.Jobs;

/// <summary>Turns journalled events and snapshots into named JSON and back.</summary>
/// <remarks>Names are apart from class names and carry a version: a class may be renamed, a name never. What was written once stays readable.</remarks>
public static class JobEventSerializer
{
    private static readonly (string Manifest, JsonTypeInfo Shape)[] Shapes =
    [
        ("job-submitted.v1", JobJson.Default.JobSubmitted),
        ("job-opened.v1", JobJson.Default.JobOpened),
        ("job-paused.v1", JobJson.Default.JobPaused),
        ("job-resumed.v1", JobJson.Default.JobResumed),
        ("job-cancelled.v1", JobJson.Default.JobCancelled),
        ("job-completed.v1", JobJson.Default.JobCompleted),
        ("frame-completed.v1", JobJson.Default.FrameCompleted),
        ("frame-failed.v1", JobJson.Default.FrameFailed),
        ("frame-quarantined.v1", JobJson.Default.FrameQuarantined),
        ("frame-retried.v1", JobJson.Default.FrameRetried),
        ("frame-invalidated.v1", JobJson.Default.FrameInvalidated),
        ("frame-disputed.v1", JobJson.Default.FrameDisputed),
        ("film-assembled.v1", JobJson.Default.FilmAssembled),
        ("job-snapshot.v1", JobJson.Default.JobSnapshot),
    ];

    private static readonly Dictionary<Type, string> ManifestsByType = Shapes.ToDictionary(shape => shape.Shape.Type, shape => shape.Manifest);

    private static readonly Dictionary<string, JsonTypeInfo> ShapesByManifest = Shapes.ToDictionary(shape => shape.Manifest, shape => shape.Shape);

    /// <summary>Every name there is.</summary>
    public static IReadOnlyCollection<string> Manifests => ShapesByManifest.Keys;

    /// <exception cref="ArgumentException">Not a journalled event and not a snapshot.</exception>
    public static string ManifestOf(object value) => ManifestsByType.TryGetValue(value.GetType(), out string? manifest)
        ? manifest
        : throw new ArgumentException($"{value.GetType().Name} is not for the journal", nameof(value));

    /// <exception cref="ArgumentException">Not a journalled event and not a snapshot.</exception>
    public static byte[] ToBytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, ShapesByManifest[ManifestOf(value)]);

    /// <param name="manifest">The name it was written under.</param>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="NotSupportedException">A newer program wrote a name this one does not know.</exception>
    /// <exception cref="JsonException">The JSON does not fit the name.</exception>
    public static object FromBytes(string manifest, ReadOnlySpan<byte> json)
    {
        if (!ShapesByManifest.TryGetValue(manifest, out var shape))
            throw new NotSupportedException($"the journal holds '{manifest}', which this version of the program does not know");
        return JsonSerializer.Deserialize(json, shape) ?? throw new JsonException($"'{manifest}' holds null");
    }
}
