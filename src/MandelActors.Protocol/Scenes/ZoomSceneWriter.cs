using System.Text.Json;
using static MandelActors.Protocol.Scenes.ScenePartsWriter;

namespace MandelActors.Protocol.Scenes;

/// <summary>Writes what only a <see cref="ZoomScene"/> has.</summary>
internal static class ZoomSceneWriter
{
    public static void Write(Utf8JsonWriter json, ZoomScene scene, bool identityOnly)
    {
        WriteImage(json, scene.Image);
        WriteFilm(json, scene.Film, identityOnly);
        WritePath(json, scene.Path, identityOnly);
        WriteIterations(json, scene.Iterations);
        WriteEscape(json, scene.Escape);
        json.WriteString("sampling", Word(scene.Sampling));
        json.WriteString("rows", Word(scene.Rows));
        WriteColour(json, scene.Colour);
    }

    private static void WritePath(Utf8JsonWriter json, ScenePath path, bool identityOnly)
    {
        json.WriteStartObject("path");
        // Every key below carries its own easing, so the default for keys without one decides nothing any more.
        if (!identityOnly) json.WriteString("ease", Word(path.Ease));
        json.WriteStartArray("keys");
        foreach (var key in path.Keys)
        {
            json.WriteStartObject();
            json.WriteNumber("at", key.At);
            json.WriteString("re", key.Re.ToString());
            json.WriteString("im", key.Im.ToString());
            json.WriteString("radius", key.Radius.ToString());
            json.WriteString("ease", Word(key.Ease));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteColour(Utf8JsonWriter json, SceneColour colour)
    {
        json.WriteStartObject("colour");
        json.WriteString("palette", colour.Palette);
        json.WriteString("map", Word(colour.Map));
        WriteTrack(json, "period", colour.Period);
        WriteTrack(json, "offset", colour.Offset);
        json.WriteString("interior", colour.Interior);
        // Written only where it is not the default: scenes from before there was a choice keep their identity.
        if (colour.Shading != SceneShading.None) json.WriteString("shading", Word(colour.Shading));
        json.WriteEndObject();
    }
}
