using System.Text.Json;
using MandelActors.Protocol.Api;

namespace MandelActors.Console.Farms;

/// <summary>Compares what was fetched with what the job's own manifest says it has.</summary>
internal static class FetchedManifest
{
    /// <param name="path">The manifest, as it was fetched.</param>
    /// <param name="files">What was fetched, and found right.</param>
    /// <returns>What is missing, in a few words; null if nothing is.</returns>
    public static async Task<string?> MissingAsync(string path, IReadOnlyList<FileEntry> files, CancellationToken cancellationToken)
    {
        var hashes = files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
        try
        {
            await using var stream = File.OpenRead(path);
            using var manifest = await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken).ConfigureAwait(false);
            foreach (var frame in manifest.RootElement.GetProperty("frames").EnumerateArray())
                if (Missing(frame, hashes) is { } name) return $"{name}, which its manifest lists, is not among the farm's files, or is another";
            return manifest.RootElement.GetProperty("film") is { ValueKind: JsonValueKind.Object } film ? MissingFilm(film, hashes) : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FileNotFoundException)
        {
            return "it has no readable manifest";
        }
    }

    private static string? MissingFilm(JsonElement film, Dictionary<string, string> hashes) =>
        IsThere(film.GetProperty("file").GetString()!, film.GetProperty("sha256").GetString(), hashes) ? null : $"{film.GetProperty("file").GetString()}, which its manifest lists, is not among the farm's files, or is another";

    /// <summary>The hash of a frame of several files is of all of them together; each of them was compared with its own.</summary>
    private static string? Missing(JsonElement frame, Dictionary<string, string> hashes) =>
        frame.TryGetProperty("file", out var file)
            ? IsThere(file.GetString()!, frame.GetProperty("sha256").GetString(), hashes) ? null : file.GetString()
            : frame.GetProperty("files").EnumerateArray().Select(part => part.GetString()!).FirstOrDefault(part => !hashes.ContainsKey(part));

    private static bool IsThere(string path, string? hash, Dictionary<string, string> hashes) =>
        hashes.TryGetValue(path, out var there) && there.Equals(hash, StringComparison.OrdinalIgnoreCase);
}
