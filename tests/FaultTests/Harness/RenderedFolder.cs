using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

using MandelActors.Testing;

namespace MandelActors.FaultTests.Harness;

/// <summary>A job's folder as anybody may look into it: nothing here uses the farm's own code.</summary>
/// <param name="Path">Absolute path; need not exist.</param>
/// <param name="Film">Where the film lies, if not in the folder.</param>
internal sealed record RenderedFolder(string Path, string? Film = null)
{
    public string JournalPath => System.IO.Path.Combine(Path, "journal.db");

    public string ManifestPath => System.IO.Path.Combine(Path, "manifest.json");

    /// <summary>The ending of a film made here.</summary>
    public static string FilmEnding => Lacking.Ffmpeg is null ? ".mp4" : ".apng";

    public string FilmPath => Film ?? System.IO.Path.Combine(Path, "film" + FilmEnding);

    public string FramesPath => System.IO.Path.Combine(Path, "frames");

    /// <summary>Every file below the folder, relative, sorted.</summary>
    public IReadOnlyList<string> Files => Directory.Exists(Path)
        ? [.. Directory.EnumerateFiles(Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Files of frames in the making.</summary>
    public IReadOnlyList<string> PartialFrames =>
        [.. Files.Where(file => file.StartsWith("frames", StringComparison.Ordinal) && file.EndsWith(".tmp", StringComparison.Ordinal))];

    /// <summary>Numbers of the frames that have their final name.</summary>
    public IReadOnlySet<int> FinalFrames => Files
        .Where(file => System.IO.Path.GetDirectoryName(file) == "frames" && file.EndsWith(".png", StringComparison.Ordinal))
        .Select(file => int.Parse(System.IO.Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture))
        .ToHashSet();

    public string Frame(int number) => System.IO.Path.Combine(FramesPath, string.Create(CultureInfo.InvariantCulture, $"{number:D6}.png"));

    public Journal ReadJournal() => Journal.Read(JournalPath);

    /// <summary>SHA-256 of a file in lower-case hexadecimal; empty if there is no such file.</summary>
    public static string Hash(string file) => File.Exists(file) ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))) : "";

    /// <summary>Name, content and time of every file: equal before and after, nothing was touched.</summary>
    public IReadOnlyList<string> Fingerprint() =>
    [
        .. Files.Select(file => System.IO.Path.Combine(Path, file)).Select(file =>
            string.Create(CultureInfo.InvariantCulture, $"{file} {Hash(file)} {File.GetLastWriteTimeUtc(file).Ticks}")),
    ];

    /// <summary>When each frame's file was last written.</summary>
    public Dictionary<int, DateTime> FrameTimes() => FinalFrames.ToDictionary(frame => frame, frame => File.GetLastWriteTimeUtc(Frame(frame)));

    /// <summary>What the film shows: one hash per decoded picture, in order; without ffmpeg the hash of the file.</summary>
    public IReadOnlyList<string> FilmHashes()
    {
        if (Lacking.Ffmpeg is not null) return [Hash(FilmPath)];
        ProcessStartInfo start = new("ffmpeg", ["-v", "error", "-i", FilmPath, "-map", "0:v", "-f", "framemd5", "-"]) { RedirectStandardOutput = true };
        using Process ffmpeg = Process.Start(start)!;
        string output = ffmpeg.StandardOutput.ReadToEnd();
        ffmpeg.WaitForExit();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(',')[^1].Trim())];
    }

    /// <summary>Copies the folder with everything in it, times included.</summary>
    public RenderedFolder CopyTo(string target)
    {
        foreach (string file in Files)
        {
            string to = System.IO.Path.Combine(target, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(System.IO.Path.Combine(Path, file), to);
        }

        return new RenderedFolder(target);
    }
}
