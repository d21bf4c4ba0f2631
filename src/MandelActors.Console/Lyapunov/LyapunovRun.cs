using System.Globalization;
using MandelActors.Console.Rendering;
using MandelActors.Console.Stills;
using MandelActors.Console.Verbs;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Lyapunov;

/// <summary><c>mandel lyapunov</c> from its options to its exit code: a picture, its exponents, or a film.</summary>
internal static class LyapunovRun
{
    private const string CommandLine = "command line";
    private const int LongestName = 40;

    public static async Task<int> RunAsync(LyapunovOptions options, CancellationToken cancellationToken)
    {
        var settings = SettingsLoader.Load(options.ConfigFile, [.. options.Config, .. ThreadsOf(options.Cores)]);
        var document = LyapunovDocument.From(options);
        var output = options.OutputFile ?? UsualName(options, document);
        if (!FilmFile.IsNamedLikeOne(output)) return await StillAsync(options, document, settings, output, cancellationToken).ConfigureAwait(false);

        if (options.At is not null) throw new BadInputException($"--at {options.At}", "", "expected -o FILE.png or FILE.npy beside it: a film has all frames");
        var file = FilmFile.From(output, document);
        var notes = new List<string>();
        var scene = SceneLoader.Check(document, notes);
        await file.RequireEncoderAsync(((FilmScene)scene).Film.Codec, settings.Film.FfmpegPath, cancellationToken).ConfigureAwait(false);
        var target = new RenderTarget(scene, options.ScenePath ?? CommandLine, notes, RenderTarget.FolderBeside(file.Path), file.Path);
        var render = new RenderOptions(
            options.ScenePath ?? CommandLine, target.Folder, FrameRange.All, DevicesOf(options), options.Set, options.ConfigFile, options.Config, false, options.Restart, options.Json);
        return await RenderRun.RunAsync(target, settings, render, cancellationToken).ConfigureAwait(false);
    }

    private static Task<int> StillAsync(LyapunovOptions options, DocumentNode.Table document, NodeSettings settings, string output, CancellationToken cancellationToken)
    {
        if (options.Restart) throw new BadInputException("--restart", "", $"expected a film beside it, -o FILE{string.Join(" or FILE", FilmFile.Endings)}");
        var shown = StillScene.Of(document, options.At);
        var file = StillFile.From(output, null, FilmFile.Endings);
        var devicesOrigin = DevicesOf(options) is null ? options.ScenePath ?? CommandLine : "--devices";
        return StillRenderer.RunAsync(new StillOrder(shown, output, file, devicesOrigin, settings, options.Json), cancellationToken);
    }

    private static string[] ThreadsOf(string? cores)
    {
        if (cores is null) return [];
        return int.TryParse(cores, NumberStyles.None, CultureInfo.InvariantCulture, out var threads) && threads is >= 1 and <= 1024
            ? [$"kernel.threads={threads}"]
            : throw new BadInputException($"--cores {cores}", "", "expected a whole number from 1 to 1024");
    }

    private static string? DevicesOf(LyapunovOptions options)
    {
        var given = options.Overrides.FirstOrDefault(one => one.Key == "devices");
        return given.Option is null ? null : given.Value;
    }

    private static string UsualName(LyapunovOptions options, DocumentNode.Table document)
    {
        if (options.ScenePath is { } path) return Path.GetFileNameWithoutExtension(path) + FilmFile.UsualEnding;
        // Whatever is no sequence is refused later, under its own name.
        var letters = document.Entries["sequence"] is DocumentNode.Text text ? new string([.. text.Value.Where(char.IsAsciiLetter).Take(LongestName)]) : "";
        return (letters.Length > 0 ? letters.ToUpperInvariant() : LyapunovScene.KindName) + FilmFile.UsualEnding;
    }
}
