using System.Text.RegularExpressions;

namespace MandelActors.Imaging.Film;

/// <summary>An ffmpeg that was found and answered.</summary>
public sealed partial class Ffmpeg
{
    /// <summary>What to run where there is none.</summary>
    public const string InstallCommand = "apt-get install ffmpeg";

    private Ffmpeg(string path, string probePath, string version, IReadOnlySet<string> encoders)
    {
        Path = path;
        ProbePath = probePath;
        Version = version;
        Encoders = encoders;
    }

    public string Path { get; }

    /// <summary>Version as it states it, such as <c>5.1.9-0+deb12u1</c>.</summary>
    public string Version { get; }

    /// <summary>Names of its encoders, such as <c>libx264</c>.</summary>
    public IReadOnlySet<string> Encoders { get; }

    internal string ProbePath { get; }

    /// <summary>Whether it can make films of a codec; true for animated PNG, which needs nobody.</summary>
    public bool CanEncode(FilmCodec codec) => FilmCodecs.EncoderOf(codec) is not { } encoder || Encoders.Contains(encoder);

    /// <summary>Looks for ffmpeg, and ffprobe beside it, and asks for version and encoders.</summary>
    /// <param name="configured">A program to use instead of searching PATH; null or empty to search.</param>
    /// <returns>Null when PATH has none.</returns>
    /// <exception cref="FilmException">The configured program is not there or does not answer, or ffprobe is not beside the one that was found.</exception>
    public static async Task<Ffmpeg?> FindAsync(string? configured, CancellationToken cancellationToken)
    {
        string? path = string.IsNullOrEmpty(configured) ? Search() : configured;
        if (path is null) return null;
        if (!File.Exists(path)) throw new FilmException($"there is no ffmpeg at '{path}'; install it with: {InstallCommand}");
        string probe = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, Executable("ffprobe"));
        if (!File.Exists(probe)) throw new FilmException($"ffmpeg at '{path}' has no ffprobe beside it; install both with: {InstallCommand}");
        // Each takes a tenth of a second to start.
        string[] answers = await Task.WhenAll(
            FfmpegProcess.ReadAsync(path, ["-version"], cancellationToken),
            FfmpegProcess.ReadAsync(path, ["-hide_banner", "-encoders"], cancellationToken)).ConfigureAwait(false);
        var (version, encoders) = (answers[0], answers[1]);
        var stated = VersionPattern().Match(version);
        if (!stated.Success) throw new FilmException($"'{path}' does not answer like ffmpeg");
        return new Ffmpeg(path, probe, stated.Groups[1].Value, EncoderPattern().Matches(encoders).Select(match => match.Groups[1].Value).ToHashSet());
    }

    private static string? Search() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, Executable("ffmpeg")))
            .FirstOrDefault(File.Exists);

    private static string Executable(string name) => OperatingSystem.IsWindows() ? name + ".exe" : name;

    [GeneratedRegex(@"^ffmpeg version (\S+)")]
    private static partial Regex VersionPattern();

    // Six flags, the first one the kind (V for video), then the name.
    [GeneratedRegex(@"^ V[A-Z.]{5} (\w+)", RegexOptions.Multiline)]
    private static partial Regex EncoderPattern();
}
