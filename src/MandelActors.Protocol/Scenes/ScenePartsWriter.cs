using System.Text.Json;

namespace MandelActors.Protocol.Scenes;

/// <summary>Writes the parts that several kinds of scene have in common.</summary>
internal static class ScenePartsWriter
{
    public static void WriteImage(Utf8JsonWriter json, SceneImage image)
    {
        json.WriteStartObject("image");
        json.WriteNumber("width", image.Width);
        json.WriteNumber("height", image.Height);
        json.WriteNumber("samples", image.Samples);
        json.WriteNumber("bitDepth", image.BitDepth);
        json.WriteEndObject();
    }

    public static void WriteFilm(Utf8JsonWriter json, SceneFilm film, bool identityOnly)
    {
        json.WriteStartObject("film");
        json.WriteNumber("fps", film.Fps);
        json.WriteNumber("seconds", film.Seconds);
        if (!identityOnly)
        {
            json.WriteString("codec", film.Codec);
            json.WriteNumber("quality", film.Quality);
            json.WriteNumber("loop", film.Loop);
            json.WriteString("preset", film.Preset);
        }

        json.WriteEndObject();
    }

    public static void WriteIterations(Utf8JsonWriter json, SceneIterations iterations)
    {
        if (iterations.Limit is { } limit)
            json.WriteNumber("iterations", limit);
        else
            json.WriteString("iterations", "auto");
    }

    public static void WriteEscape(Utf8JsonWriter json, SceneEscape escape)
    {
        json.WriteStartObject("escape");
        json.WriteNumber("radius", escape.Radius);
        json.WriteString("count", Word(escape.Count));
        json.WriteBoolean("inclusive", escape.Inclusive);
        json.WriteEndObject();
    }

    public static void WriteTrack(Utf8JsonWriter json, string name, SceneTrack track)
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

    /// <summary>The word a scene has for a member of an enumeration.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
