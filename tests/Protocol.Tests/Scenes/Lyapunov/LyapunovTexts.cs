using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes.Lyapunov;

/// <summary>Lyapunov scenes as text for tests.</summary>
internal static class LyapunovTexts
{
    public const string Smallest = """{ "kind": "lyapunov", "sequence": "AB" }""";

    public const string Rotating = """{ "kind": "lyapunov", "sequence": "ACDBCD" }""";

    public const string Complete =
        """
        {
          // every key there is
          "version": 1,
          "kind": "lyapunov",
          "image": { "width": 320, "height": 180, "samples": 4, "bitDepth": 16 },
          "film": { "fps": 25, "seconds": 4, "codec": "apng", "quality": 20, "loop": 3 },
          "sequence": "aBcDeF",
          "a": { "from": 2.5, "to": [ { "at": 0, "value": 4 }, { "at": 1, "value": 3.4 } ] },
          "b": { "from": 3.4, "to": 4 },
          "constants": { "C": 3.1, "F": [ { "at": 0.25, "value": 2 }, { "at": 0.75, "value": 3 } ] },
          "motion": {
            "kind": "ellipse", "letters": "DE", "centre": { "D": 3.2, "E": 2.8 }, "radii": { "D": 0.4, "E": 0.1 },
            "tilt": 30, "turns": -2, "phase": 0.25, "ends": "twice",
          },
          "iterations": 400, "warmUp": 50, "sum": "periods",
          "colour": { "palette": "viridis", "contrast": [ { "at": 0, "value": 1 }, { "at": 1, "value": 3 } ], "offset": 0.5, "interior": "#0A0b0C", "stretch": "frame" },
          "devices": "cpu,opencl:0:0",
        }
        """;

    public static LyapunovScene Parse(string text, params string[] assignments) => Parse(text, null, assignments);

    public static LyapunovScene Parse(string text, ICollection<string>? notes, params string[] assignments)
    {
        var document = SceneTexts.Document(text);
        foreach (var assignment in assignments) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        return (LyapunovScene)SceneParser.Parse(document, SceneTexts.Palettes, notes);
    }
}
