using MandelActors.Imaging.Film;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Rendering;

/// <summary>A film that is asked for by the name of its file, whose ending says what kind of film it is.</summary>
internal sealed class FilmFile
{
    /// <summary>What most people want.</summary>
    public const string UsualEnding = ".mp4";

    private readonly string _given;

    private FilmFile(string given)
    {
        _given = given;
        Path = System.IO.Path.GetFullPath(given);
    }

    /// <summary>The endings that films have.</summary>
    public static IReadOnlyList<string> Endings { get; } = [.. Enum.GetValues<FilmCodec>().Select(FilmCodecs.Extension).Distinct()];

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>Whether a file's name is that of a film.</summary>
    public static bool IsNamedLikeOne(string path) => Endings.Contains(EndingOf(path));

    /// <summary>Lets the ending decide on the codec, where the scene's own has another one.</summary>
    /// <param name="path">The file, named like a film.</param>
    /// <param name="document">The scene's document; changed.</param>
    /// <exception cref="BadInputException">It is a folder, or a codec that was asked for with <c>--set</c> has another ending.</exception>
    public static FilmFile From(string path, DocumentNode.Table document)
    {
        var file = new FilmFile(path);
        if (Directory.Exists(file.Path)) throw new BadInputException(file.Origin, "", "expected a file, found a folder");
        const string Key = "film.codec";
        var codec = document.Nearest(Key) is DocumentNode.Text text ? text : new DocumentNode.Text(file.Origin, SceneFilm.Default.Codec);
        // What is no codec is refused with the scene.
        if (!FilmCodecs.Names.Contains(codec.Value) || FilmCodecs.Extension(FilmCodecs.Parse(codec.Value)) == EndingOf(path)) return file;
        var fitting = FilmCodecs.Names.Where(name => FilmCodecs.Extension(FilmCodecs.Parse(name)) == EndingOf(path)).ToArray();
        if (codec.Origin.StartsWith("--set", StringComparison.Ordinal))
            throw new BadInputException(codec.Origin, Key, $"expected {string.Join(" or ", fitting)} beside {file.Origin}, found {codec.Shown}");
        new DocumentOverride(file.Origin, Key, fitting[0]).ApplyTo(document);
        return file;
    }

    /// <summary>Looks for what makes such a film, before a frame is rendered.</summary>
    /// <param name="codec">The scene's codec.</param>
    /// <param name="ffmpegPath">The configured program, or nothing to search PATH.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="BadInputException">There is no ffmpeg, or it has no such encoder.</exception>
    public async Task RequireEncoderAsync(string codec, string ffmpegPath, CancellationToken cancellationToken)
    {
        var wanted = FilmCodecs.Parse(codec);
        if (FilmCodecs.EncoderOf(wanted) is not { } encoder) return;
        try
        {
            var ffmpeg = await Ffmpeg.FindAsync(ffmpegPath, cancellationToken).ConfigureAwait(false)
                ?? throw new BadInputException(Origin, "", $"expected ffmpeg, which makes {codec}, found none; {Remedy}");
            if (!ffmpeg.CanEncode(wanted)) throw new BadInputException(Origin, "", $"expected an ffmpeg with {encoder}, found one without it; {Remedy}");
        }
        catch (FilmException problem)
        {
            throw new BadInputException(Origin, "", problem.Message);
        }
    }

    private static string Remedy => $"install it with: {Ffmpeg.InstallCommand}, or ask for FILE{FilmCodecs.Extension(FilmCodec.Apng)}";

    private string Origin => $"-o {_given}";

    private static string EndingOf(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant();
}
