using System.Text;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Protocol.Tests.Scenes;

/// <summary>Scenes as text for tests.</summary>
internal static class SceneTexts
{
    public const string Smallest =
        """{ "kind": "mandelbrot-zoom", "path": { "keys": [ { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" } ] } }""";

    public const string Complete =
        """
        {
          // every key there is
          "version": 1,
          "kind": "mandelbrot-zoom",
          "image": { "width": 320, "height": 180, "samples": 4, "bitDepth": 16 },
          "film": { "fps": 29.97, "seconds": 2.5, "codec": "apng", "quality": 20, "loop": 3 },
          "path": {
            "ease": "both",
            "keys": [
              { "at": 0, "re": "-0.75", "im": 0, "radius": 1.25 },
              { "at": 0.5, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-12", "ease": "in" },
              { "at": 1, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-12", },
            ],
          },
          "iterations": 5000,
          "escape": { "radius": 2, "count": "whole", "inclusive": true },
          "sampling": "corner", "rows": "up",
          "colour": {
            "palette": "inferno", "map": "histogram", "period": [ { "at": 0, "value": 1 }, { "at": 1, "value": 4 } ],
            "offset": 0.25, "interior": "#0A0b0C",
          },
          "devices": "cpu,opencl:0:0",
        }
        """;

    public static IReadOnlyCollection<string> Palettes { get; } = ["abyss", "inferno", "managua", "viridis"];

    public static DocumentNode.Table Document(string text) => DocumentReader.Read(Encoding.UTF8.GetBytes(text), "scene.json");

    public static ZoomScene Parse(string text, params string[] assignments)
    {
        var document = Document(text);
        foreach (var assignment in assignments) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        return (ZoomScene)SceneParser.Parse(document, Palettes);
    }
}
