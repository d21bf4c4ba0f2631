using System.Text.Json;
using MandelActors.Farm.Store;

namespace MandelActors.Console.Farms;

/// <summary>What a fetched folder remembers of where it came from: <c>{"jobId": "…"}</c> in <see cref="JobFolder.Fetched"/>.</summary>
internal static class FetchOrigin
{
    private const string JobKey = "jobId";

    /// <returns>The job; null if the folder does not say, as those of earlier versions, or the file is damaged.</returns>
    public static string? Read(JobFolder folder)
    {
        if (!File.Exists(folder.Fetched)) return null;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(folder.Fetched));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty(JobKey, out var job) && job.ValueKind == JsonValueKind.String ? job.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes it down, durably, unless the folder says so already.</summary>
    /// <exception cref="IOException">The disk would not take it.</exception>
    public static void Write(JobFolder folder, string job)
    {
        if (Read(folder) == job) return;
        DurableFile.Write(folder.Fetched, stream =>
        {
            using var json = new Utf8JsonWriter(stream);
            json.WriteStartObject();
            json.WriteString(JobKey, job);
            json.WriteEndObject();
        });
    }
}
