using MandelActors.Protocol.Api;

namespace MandelActors.Client.Files;

/// <summary>Where a file of a job goes on this machine: into the folder that was meant for it, whatever a seed says.</summary>
internal static class FilePath
{
    private const int LongestSegment = 100;
    private const int MostSegments = 8;
    private const int HashDigits = 64;

    /// <summary>What a job's folder holds besides the scene, the manifest and the film.</summary>
    private static readonly string[] Folders = ["frames", "fields"];

    /// <returns>The file's absolute path.</returns>
    /// <exception cref="FarmException">No file of a job is like this.</exception>
    public static string Of(FileEntry entry, string folder)
    {
        Require(entry);
        return Path.Combine([Path.GetFullPath(folder), .. entry.Path.Split('/')]);
    }

    /// <summary>Refuses what no file of a job is called, and what has no size or hash.</summary>
    /// <exception cref="FarmException">No file of a job is like this.</exception>
    public static void Require(FileEntry entry)
    {
        var segments = entry.Path.Split('/');
        var isKnown = segments.Length == 1 ? IsResult(segments[0]) : segments.Length <= MostSegments && Folders.Contains(segments[0]);
        if (!isKnown || !segments.All(IsPlain)) throw new FarmException($"the farm names a file \"{entry.Path}\", which no job has; nothing of this name is written");
        if (entry.Bytes < 0 || entry.Sha256.Length != HashDigits || !entry.Sha256.All(char.IsAsciiHexDigit))
            throw new FarmException($"the farm names no size and SHA-256 of {entry.Path}, without which nothing is fetched");
    }

    private static bool IsResult(string name) => name is "scene.json" or "manifest.json" || name.StartsWith("film.", StringComparison.Ordinal);

    /// <summary>Letters, digits and a few marks: no way up, no root, no device, nothing a file system reads in its own way. The names of arrays begin with a dot.</summary>
    private static bool IsPlain(string segment) =>
        segment.Length is > 0 and <= LongestSegment
        && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')
        && segment[^1] != '.'
        && !segment.EndsWith(PartialFile.Ending, StringComparison.Ordinal);
}
