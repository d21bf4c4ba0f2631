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
            json.WriteString("kind", Scene.ZoomKind);
            WriteImage(json, scene.Image);
            WriteFilm(json, scene.Film, identityOnly);
            WritePath(json, scene.Path, identityOnly);
            if (scene.Iterations.Limit is { } limit)
                json.WriteNumber("iterations", limit);
            else
                json.WriteString("iterations", "auto");
            WriteEscape(json, scene.Escape);
            json.WriteString("sampling", Word(scene.Sampling));
            json.WriteString("rows", Word(scene.Rows));
            WriteColour(json, scene.Colour);
            if (!identityOnly) json.WriteString("devices", scene.Devices);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteImage(Utf8JsonWriter json, SceneImage image)
    {
        json.WriteStartObject("image");
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        json.WriteNumber("samples", image.Samples);
        json.WriteNumber("bitDepth", image.BitDepth);
        json.WriteEndObject();
    }

    private static void WriteFilm(Utf8JsonWriter json, SceneFilm film, bool identityOnly)
    {
        json.WriteStartObject("film");
        json.WriteNumber("fps", film.Fps);
        json.WriteNumber("seconds", film.Seconds);
        if (!identityOnly)
        {
            json.WriteString("codec", film.Codec);
            json.WriteNumber("quality", film.Quality);
            json.WriteNumber("loop", film.Loop);
        }

        json.WriteEndObject();
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

    private static void WriteEscape(Utf8JsonWriter json, SceneEscape escape)
    {
        json.WriteStartObject("escape");
        json.WriteNumber("radius", escape.Radius);
        json.WriteString("count", Word(escape.Count));
        json.WriteBoolean("inclusive", escape.Inclusive);
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

    private static void WriteTrack(Utf8JsonWriter json, string name, SceneTrack track)
    {
        if (track.IsConstant)
        {
            json.WriteNumber(name, track.Points[0].Value);
            return;
        }

        json.WriteStartArray(name);
        foreach (var point in track.Points)
        {
            json.WriteStartObject();
            json.WriteNumber("at", point.At);
            json.WriteNumber("value", point.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
