using System.Globalization;
using MandelActors.Imaging.Film;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>Where everything of one job lies: names only, nothing is read or written.</summary>
/// <remarks><c>scene.json</c>, <c>journal.db</c>, <c>frames/000000.png</c>, <c>fields/</c> instead of frames for an array, <c>references/*.ref</c> of deep films, <c>manifest.json</c>, <c>film.mp4</c> or <c>film.apng</c>, <c>.lock</c>, and where it was fetched from a farm <c>.fetched</c>.</remarks>
public sealed class JobFolder
{
    private const string FrameEnding = ".png";
    private const string ReferenceEnding = ".ref";
    private const string TemporaryEnding = ".tmp";

    private static readonly string[] FilmNames = [.. Enum.GetValues<FilmCodec>().Select(codec => "film" + FilmCodecs.Extension(codec)).Distinct()];

    /// <param name="path">The job's folder; it need not exist yet.</param>
    /// <param name="product">Where the film or array goes, if not into the folder; on the same file system.</param>
    public JobFolder(string path, string? product = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        Product = product is null ? null : System.IO.Path.GetFullPath(product);
        Frames = System.IO.Path.Combine(Path, "frames");
        References = System.IO.Path.Combine(Path, "references");
    }

    public string Path { get; }

    /// <summary>Where the film or array goes; null for a place in this folder.</summary>
    public string? Product { get; }

    public string Scene => In("scene.json");

    public string Journal => In("journal.db");

    public string Frames { get; }

    /// <summary>Where references of deep frames are kept; a film that has none has no such folder.</summary>
    public string References { get; }

    /// <summary>Where the array of a stack lies, unless it has a place of its own.</summary>
    public string Fields => In("fields");

    public string Manifest => In("manifest.json");

    public string Lock => In(".lock");

    /// <summary>Which job of a farm the folder was fetched from; a folder that was rendered here has no such file.</summary>
    public string Fetched => In(".fetched");

    /// <summary>The final place of the film.</summary>
    /// <param name="name">What it is called in the folder.</param>
    public string Film(string name) => Product ?? In(name);

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The final place of a frame.</summary>
    public string Frame(FrameNumber frame) => System.IO.Path.Combine(Frames, FrameName(frame));

    /// <summary>Where an attempt writes before it is committed: the only names a worker ever creates.</summary>
    /// <param name="part">Of a frame of several files.</param>
    public string Temporary(FrameNumber frame, Attempt attempt, int part = 0)
    {
        string which = part == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{part}");
        return System.IO.Path.Combine(Frames, string.Create(CultureInfo.InvariantCulture, $".{frame.Value:D6}.{attempt.Value}{which}{TemporaryEnding}"));
    }

    /// <summary>The place of a reference.</summary>
    /// <param name="key">One that <see cref="IsReferenceKey"/> accepts.</param>
    public string Reference(string key) => System.IO.Path.Combine(References, key + ReferenceEnding);

    /// <summary>Six digits or more: <c>000012.png</c>.</summary>
    public static string FrameName(FrameNumber frame) => frame.Value.ToString("D6", CultureInfo.InvariantCulture) + FrameEnding;

    /// <summary>The frame whose final name this is.</summary>
    public static bool TryParseFrame(string name, out FrameNumber frame)
    {
        frame = default;
        if (!name.EndsWith(FrameEnding, StringComparison.Ordinal)) return false;
        var digits = name.AsSpan(0, name.Length - FrameEnding.Length);
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return false;
        frame = new FrameNumber(number);
        return FrameName(frame) == name;
    }

    /// <summary>Whether a name is that of a file in the making: of a frame's attempt, or of scene, manifest or film. Other hidden files are a user's.</summary>
    public static bool IsTemporary(string name)
    {
        if (name.Length <= TemporaryEnding.Length || name[0] != '.' || !name.EndsWith(TemporaryEnding, StringComparison.Ordinal)) return false;
        string inner = name[1..^TemporaryEnding.Length];
        return IsResult(inner) || (inner.Split('.') is { Length: 2 or 3 } numbers && numbers.All(IsNumber));

        static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
    }

    /// <summary>Whether a text can be a reference's key, and so part of its name.</summary>
    public static bool IsReferenceKey(string key) =>
        key.Length is > 0 and <= IReferenceStore.LongestKey && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Whether a name in the folder of references is that of one.</summary>
    public static bool IsReference(string name) =>
        name.EndsWith(ReferenceEnding, StringComparison.Ordinal) && IsReferenceKey(name[..^ReferenceEnding.Length]);

    /// <summary>Whether a name in the folder of references is that of one in the making.</summary>
    public static bool IsReferenceTemporary(string name) =>
        name.Length > TemporaryEnding.Length + 1 && name[0] == '.' && name.EndsWith(TemporaryEnding, StringComparison.Ordinal) && IsReference(name[1..^TemporaryEnding.Length]);

    /// <summary>Whether a name in the job's folder is that of a scene, manifest or film.</summary>
    public static bool IsResult(string name) => name is "scene.json" or "manifest.json" || FilmNames.Contains(name);

    /// <summary>Whether a name in the job's folder is that of the journal or of what its database keeps beside it.</summary>
    public static bool IsJournal(string name) => name is "journal.db" or "journal.db-wal" or "journal.db-shm" or "journal.db-journal";

    /// <summary>A name beside <paramref name="name"/> for a file in the making.</summary>
    public static string TemporaryBeside(string name) => $".{name}{TemporaryEnding}";
}
