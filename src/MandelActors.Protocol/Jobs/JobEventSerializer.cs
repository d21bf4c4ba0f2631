using System.Text.Json;
using MandelActors.Protocol.Serialization;

namespace MandelActors.Protocol.Jobs;

/// <summary>Turns journalled events and snapshots into named JSON and back.</summary>
public static class JobEventSerializer
{
    private static readonly NamedShapes Shapes = new(
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
        ("job-snapshot.v1", JobJson.Default.JobSnapshot));

    /// <summary>Every name there is.</summary>
    public static IReadOnlyCollection<string> Manifests => Shapes.Names;

    /// <exception cref="ArgumentException">Not a journalled event and not a snapshot.</exception>
    public static string ManifestOf(object value) => Shapes.NameOf(value) ?? throw new ArgumentException($"{value.GetType().Name} is not for the journal", nameof(value));

    /// <exception cref="ArgumentException">Not a journalled event and not a snapshot.</exception>
    public static byte[] ToBytes(object value)
    {
        var shape = Shapes.ShapeOf(ManifestOf(value))!;
        if (value is not JobSnapshot) return JsonSerializer.SerializeToUtf8Bytes(value, shape);
        // May be tens of megabytes: counted first, so that they are there once and not in a buffer that doubled as well.
        using ByteCounter size = new();
        JsonSerializer.Serialize(size, value, shape);
        byte[] json = GC.AllocateUninitializedArray<byte>(checked((int)size.Length));
        using MemoryStream all = new(json);
        JsonSerializer.Serialize(all, value, shape);
        return json;
    }

    /// <param name="manifest">The name it was written under.</param>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="NotSupportedException">A newer program wrote a name this one does not know.</exception>
    /// <exception cref="JsonException">The JSON does not fit the name.</exception>
    public static object FromBytes(string manifest, ReadOnlySpan<byte> json)
    {
        var shape = Shapes.ShapeOf(manifest) ?? throw new NotSupportedException($"the journal holds '{manifest}', which this version of the program does not know");
        return JsonSerializer.Deserialize(json, shape) ?? throw new JsonException($"'{manifest}' holds null");
    }
}
