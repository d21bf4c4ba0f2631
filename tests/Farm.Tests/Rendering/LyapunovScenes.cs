using System.Text;
using MandelActors.Farm.Rendering;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Tests.Rendering;

/// <summary>Small Lyapunov scenes for tests.</summary>
internal static class LyapunovScenes
{
    private const string Rotating =
        """{ "kind": "lyapunov", "sequence": "ACDBCD", "image": { "width": 65, "height": 37 }, "film": { "fps": 10, "seconds": 1, "codec": "apng" } }""";

    public static LyapunovScene Load(params string[] assignments)
    {
        var document = DocumentReader.Read(Encoding.UTF8.GetBytes(Rotating), "scene.json");
        foreach (var assignment in assignments) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        return (LyapunovScene)SceneLoader.Check(document);
    }
}
