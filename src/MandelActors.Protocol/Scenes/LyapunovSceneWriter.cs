using System.Text.Json;
using MandelActors.Protocol.Scenes.Lyapunov;
using static MandelActors.Protocol.Scenes.ScenePartsWriter;

namespace MandelActors.Protocol.Scenes;

/// <summary>Writes what only a <see cref="LyapunovScene"/> has.</summary>
internal static class LyapunovSceneWriter
{
    public static void Write(Utf8JsonWriter json, LyapunovScene scene, bool identityOnly)
    {
        WriteImage(json, scene.Image);
        WriteFilm(json, scene.Film, identityOnly);
        json.WriteString("sequence", scene.Sequence);
        WriteAxis(json, "a", scene.A);
        WriteAxis(json, "b", scene.B);
        json.WriteStartObject("constants");
        foreach (var (letter, value) in scene.Constants) WriteTrack(json, letter.ToString(), value);
        json.WriteEndObject();
        WriteMotion(json, scene.Motion);
        json.WriteNumber("iterations", scene.Iterations);
        json.WriteNumber("warmUp", scene.WarmUp);
        json.WriteString("sum", Word(scene.Sum));
        json.WriteStartObject("colour");
        json.WriteString("palette", scene.Colour.Palette);
        WriteTrack(json, "contrast", scene.Colour.Contrast);
        WriteTrack(json, "offset", scene.Colour.Offset);
        json.WriteString("interior", scene.Colour.Interior);
        json.WriteString("stretch", Word(scene.Colour.Stretch));
        json.WriteEndObject();
    }

    private static void WriteAxis(Utf8JsonWriter json, string name, LyapunovAxis axis)
    {
        json.WriteStartObject(name);
        WriteTrack(json, "from", axis.From);
        WriteTrack(json, "to", axis.To);
        json.WriteEndObject();
    }

    private static void WriteMotion(Utf8JsonWriter json, LyapunovMotion motion)
    {
        json.WriteStartObject("motion");
        json.WriteString("kind", motion.Kind);
        switch (motion)
        {
            case LyapunovMotion.Circle circle:
                WriteOrbit(json, circle.Pair);
                json.WriteNumber("radius", circle.Radius);
                break;
            case LyapunovMotion.Ellipse ellipse:
                WriteOrbit(json, ellipse.Pair);
                WriteLetters(json, "radii", [(ellipse.Pair.First, ellipse.RadiusFirst), (ellipse.Pair.Second, ellipse.RadiusSecond)]);
                json.WriteNumber("tilt", ellipse.TiltDegrees);
                break;
            case LyapunovMotion.Line line:
                WriteLetters(json, "from", line.Ways.Select(way => (way.Letter, way.From)));
                WriteLetters(json, "to", line.Ways.Select(way => (way.Letter, way.To)));
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteOrbit(Utf8JsonWriter json, LyapunovOrbit orbit)
    {
        json.WriteString("letters", $"{orbit.First}{orbit.Second}");
        WriteLetters(json, "centre", [(orbit.First, orbit.CentreFirst), (orbit.Second, orbit.CentreSecond)]);
        json.WriteNumber("turns", orbit.Turns);
        json.WriteNumber("phase", orbit.Phase);
        json.WriteString("ends", Word(orbit.Ends));
    }

    private static void WriteLetters(Utf8JsonWriter json, string name, IEnumerable<(char Letter, double Value)> values)
    {
        json.WriteStartObject(name);
        foreach (var (letter, value) in values) json.WriteNumber(letter.ToString(), value);
        json.WriteEndObject();
    }
}
