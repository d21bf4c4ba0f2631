using System.Globalization;
using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Store;

/// <summary>Where everything of one job lies: names only, nothing is read or written.</summary>
/// <remarks><c>scene.json</c>, <c>journal.db</c>, <c>frames/000000.png</c>, <c>manifest.json</c>, <c>film.mp4</c> or <c>film.apng</c>, and <c>.lock</c>.</remarks>
public sealed class JobFolder
{
    private const string FrameEnding = ".png";
    private const string TemporaryEnding = ".tmp";

    /// <param name="path">The job's folder; it need not exist yet.</param>
    public JobFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Frames = System.IO.Path.Combine(Path, "frames");
    }

    public string Path { get; }

    public string Scene => In("scene.json");

    public string Journal => In("journal.db");

    public string Frames { get; }

    public string Manifest => In("manifest.json");

    public string Lock => In(".lock");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The final place of a frame.</summary>
    public string Frame(FrameNumber frame) => System.IO.Path.Combine(Frames, FrameName(frame));

    /// <summary>Where an attempt writes before it is committed: the only names a worker ever creates.</summary>
    public string Temporary(FrameNumber frame, Attempt attempt) =>
        System.IO.Path.Combine(Frames, string.Create(CultureInfo.InvariantCulture, $".{frame.Value:D6}.{attempt.Value}{TemporaryEnding}"));

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

    /// <summary>Whether a name is that of a file in the making, of a frame or of anything else in the folder.</summary>
    public static bool IsTemporary(string name) => name.StartsWith('.') && name.EndsWith(TemporaryEnding, StringComparison.Ordinal);

    /// <summary>A name beside <paramref name="name"/> for a file in the making.</summary>
    public static string TemporaryBeside(string name) => $".{name}{TemporaryEnding}";
}
