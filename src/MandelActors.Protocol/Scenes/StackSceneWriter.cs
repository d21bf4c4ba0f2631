using System.Text.Json;
using static MandelActors.Protocol.Scenes.ScenePartsWriter;

namespace MandelActors.Protocol.Scenes;

/// <summary>Writes what only a <see cref="StackScene"/> has. Everything decides how chunks look.</summary>
internal static class StackSceneWriter
{
    public static void Write(Utf8JsonWriter json, StackScene scene)
    {
        json.WriteStartObject("image");
        json.WriteNumber("width", scene.Image.Width);
        json.WriteNumber("height", scene.Image.Height);
        json.WriteEndObject();
        json.WriteStartObject("centre");
        json.WriteString("re", scene.CentreRe.ToString());
        json.WriteString("im", scene.CentreIm.ToString());
        json.WriteEndObject();
        json.WriteString("radius", scene.Radius.ToString());
        json.WriteNumber("levels", scene.Levels);
        json.WriteString("zoomPerLevel", scene.ZoomPerLevel.ToString());
        json.WriteString("arithmetic", Word(scene.Arithmetic));
        WriteIterations(json, scene.Iterations);
        WriteEscape(json, scene.Escape);
        json.WriteString("sampling", Word(scene.Sampling));
        json.WriteString("rows", Word(scene.Rows));
        WriteArray(json, scene.Array);
    }

    private static void WriteArray(Utf8JsonWriter json, StackArray array)
    {
        json.WriteStartObject("array");
        json.WriteString("slice", array.Slice.ToString());
        json.WriteStartArray("chunks");
        foreach (var length in array.Chunks) json.WriteNumberValue(length);
        json.WriteEndArray();
        json.WriteString("type", array.Type);
        json.WriteString("compressor", array.Compressor);
        json.WriteNumber("compressionLevel", array.CompressionLevel);
        json.WriteNumber("format", array.Format);
        json.WriteEndObject();
    }
}
