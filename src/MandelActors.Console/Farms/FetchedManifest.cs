using System.Text.Json;
using MandelActors.Client.Files;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>Compares what was fetched with what the job's own manifest says it has.</summary>
internal static class FetchedManifest
{
    /// <param name="path">The manifest, as it was fetched.</param>
    /// <param name="files">What was fetched, and found right.</param>
    /// <returns>What is missing, in the manifest's order; empty if nothing is.</returns>
    public static async Task<IReadOnlyList<BadFile>> MissingAsync(string path, IReadOnlyList<FileEntry> files, CancellationToken cancellationToken)
    {
        var hashes = files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        try
        {
            await using var stream = File.OpenRead(path);
            using var manifest = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            List<BadFile> missing = [.. manifest.RootElement.GetProperty("frames").EnumerateArray().SelectMany(frame => Missing(frame, hashes)).Select(Unlisted)];
            if (manifest.RootElement.GetProperty("film") is { ValueKind: JsonValueKind.Object } film && !IsThere(film, hashes)) missing.Add(Unlisted(NameOf(film)));
            return missing;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FileNotFoundException)
        {
            return [new BadFile("manifest.json", "manifest.json is missing, or cannot be read")];
        }
    }

    private static BadFile Unlisted(string name) => new(name, $"{name}, which the job's manifest lists, is not among the farm's files, or is another");

    /// <summary>The hash of a frame of several files is of all of them together; each of them was compared with its own.</summary>
    private static IEnumerable<string> Missing(JsonElement frame, Dictionary<string, string> hashes)
    {
        if (!frame.TryGetProperty("files", out var parts)) return IsThere(frame, hashes) ? [] : [NameOf(frame)];
        return parts.EnumerateArray().Select(part => part.GetString()!).Where(part => !hashes.ContainsKey(part));
    }

    private static bool IsThere(JsonElement entry, Dictionary<string, string> hashes) =>
        hashes.TryGetValue(NameOf(entry), out var there) && there.Equals(entry.GetProperty("sha256").GetString(), StringComparison.OrdinalIgnoreCase);

    private static string NameOf(JsonElement entry) => entry.GetProperty("file").GetString()!;
}
