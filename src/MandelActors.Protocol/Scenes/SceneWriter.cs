using System.Text.Json;

namespace MandelActors.Protocol.Scenes;

/// <summary>Writes a scene completely, defaults included, in one fixed order: the text of <c>scene.json</c>.</summary>
/// <remarks>Equal scenes give equal bytes, and the parser reads them back to an equal scene.</remarks>
public static class SceneWriter
{
    /// <summary>Indented UTF-8 JSON with a final newline.</summary>
    public static byte[] Write(Scene scene) => [.. Written(scene, indented: true, identityOnly: false), (byte)'\n'];

    /// <summary>Only what decides how frames look, without white space: what a job's identity is the hash of.</summary>
    internal static byte[] WriteIdentity(Scene scene) => Written(scene, indented: false, identityOnly: true);

    private static byte[] Written(Scene scene, bool indented, bool identityOnly)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Scene.Version);
            json.WriteString("kind", scene.Kind);
            switch (scene)
            {
                case ZoomScene zoom:
                    ZoomSceneWriter.Write(json, zoom, identityOnly);
                    break;
                case LyapunovScene lyapunov:
                    LyapunovSceneWriter.Write(json, lyapunov, identityOnly);
                    break;
                case StackScene stack:
                    StackSceneWriter.Write(json, stack);
                    break;
                default:
                    throw new ArgumentException($"unknown scene {scene.GetType().Name}", nameof(scene));
            }

            if (!identityOnly) json.WriteString("devices", scene.Devices);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
