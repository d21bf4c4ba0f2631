using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>Which scene a still shows, and which of its frames.</summary>
/// <param name="Scene">The scene, validated.</param>
/// <param name="Frame">The frame's number.</param>
/// <param name="Notes">What was accepted and may not be what was meant, a line each.</param>
internal sealed record StillScene(FilmScene Scene, int Frame, IReadOnlyList<string> Notes)
{
    private const string TheKey = "path.keys.0";

    /// <summary>A single frame, for a still without a scene file; it has yet to be told where the camera is.</summary>
    private static ReadOnlySpan<byte> OnePicture =>
        """
        {
          "kind": "mandelbrot-zoom",
          "film": { "fps": 1, "seconds": 1 },
          "path": { "keys": [ { "at": 0 } ] },
        }
        """u8;

    /// <summary>Where the camera is, unless options or a location say otherwise: it sees the whole set.</summary>
    private static readonly (string Key, string Value)[] WholeSet = [("re", "-0.75"), ("im", "0"), ("radius", "1.25")];

    /// <exception cref="BadInputException">Scene, options or frame number cannot be accepted.</exception>
    public static StillScene From(StillOptions options)
    {
        var document = options.ScenePath is { } path ? SceneFile.ReadDocument(path, options.Set) : DocumentReader.Read(OnePicture, "command line");
        if (options.ScenePath is null)
        {
            if (options.At is not null) throw new BadInputException("--at", "", "expected a SCENE to take the frame from");
            foreach (var assignment in options.Set) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        }

        foreach (var (option, key, value) in options.Overrides)
        {
            if (options.ScenePath is not null && key.StartsWith("path.", StringComparison.Ordinal))
                throw new BadInputException(option, "", "expected no SCENE beside it, whose path says where the camera is; --set path.keys.0… changes that");
            DocumentOverride.Of(option, key, value).ApplyTo(document);
        }

        if (options.ScenePath is null) ShowWholeSet(document);
        return Of(document, options.At);
    }

    /// <summary>A frame of a scene whose document is complete.</summary>
    /// <param name="document">The document, overrides applied.</param>
    /// <param name="at">The frame's number, null for the first.</param>
    /// <exception cref="BadInputException">Scene or frame number cannot be accepted.</exception>
    public static StillScene Of(DocumentNode.Table document, string? at)
    {
        var notes = new List<string>();
        if (SceneLoader.Check(document, notes) is not FilmScene scene)
            throw new BadInputException(document.Origin, "kind", $"expected \"{ZoomScene.KindName}\" or \"{LyapunovScene.KindName}\", whose frames are pictures");
        return new StillScene(scene, FrameNumber(at, scene.FrameCount), notes);
    }

    private static void ShowWholeSet(DocumentNode.Table document)
    {
        if (document.Nearest(TheKey) is not DocumentNode.Table key || key.Entries.ContainsKey("location")) return;
        foreach (var (name, value) in WholeSet) key.Entries.TryAdd(name, new DocumentNode.Text("command line", value));
    }

    private static int FrameNumber(string? text, int count)
    {
        if (text is null) return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var frame) && frame < count
            ? frame
            : throw new BadInputException($"--at {text}", "", $"expected a frame from 0 to {count - 1}");
    }
}
