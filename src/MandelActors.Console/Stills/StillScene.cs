using System.Globalization;
using MandelActors.Farm.Rendering;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>Which scene a still shows, and which of its frames.</summary>
/// <param name="Scene">The scene, validated.</param>
/// <param name="Frame">The frame's number.</param>
internal sealed record StillScene(Scene Scene, int Frame)
{
    /// <summary>A single frame of the whole set, for a still without a scene file.</summary>
    private static ReadOnlySpan<byte> WholeSet =>
        """
        {
          "kind": "mandelbrot-zoom",
          "film": { "fps": 1, "seconds": 1 },
          "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" } ] },
        }
        """u8;

    /// <exception cref="BadInputException">Scene, options or frame number cannot be accepted.</exception>
    public static StillScene From(StillOptions options)
    {
        var document = options.ScenePath is { } path ? SceneFile.ReadDocument(path, options.Set) : DocumentReader.Read(WholeSet, "command line");
        if (options.ScenePath is null)
        {
            if (options.At is not null) throw new BadInputException("--at", "", "expected a SCENE to take the frame from");
            foreach (var assignment in options.Set) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        }

        foreach (var (option, key, value) in options.Overrides)
        {
            if (options.ScenePath is not null && key.StartsWith("path.", StringComparison.Ordinal))
                throw new BadInputException(option, "", "expected no SCENE beside it, whose path says where the camera is; --set path.keys.0… changes that");
            new DocumentOverride($"{option} {value}", key, value).ApplyTo(document);
        }

        var scene = SceneLoader.Check(document);
        return new StillScene(scene, FrameNumber(options.At, scene.Film.FrameCount));
    }

    private static int FrameNumber(string? text, int count)
    {
        if (text is null) return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var frame) && frame < count
            ? frame
            : throw new BadInputException($"--at {text}", "", $"expected a frame from 0 to {count - 1}");
    }
}
