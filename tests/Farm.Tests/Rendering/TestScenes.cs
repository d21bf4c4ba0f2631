using System.Text;
using MandelActors.Farm.Rendering;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Tests.Rendering;

/// <summary>Small scenes for tests.</summary>
internal static class TestScenes
{
    private const string Zoom =
        """
        {
          "kind": "mandelbrot-zoom",
          "image": { "width": 96, "height": 54 },
          "film": { "fps": 10, "seconds": 1 },
          "path": { "keys": [
            { "at": 0, "re": "-0.75", "im": "0", "radius": "1.25" },
            { "at": 1, "re": "-0.743643887037151", "im": "0.13182590420533", "radius": "1e-6" } ] },
        }
        """;

    public static ZoomScene Load(params string[] assignments)
    {
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(Zoom), "scene.json");
        foreach (var assignment in assignments) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        return (ZoomScene)SceneLoader.Check(document);
    }
}
