using System.Globalization;
using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads a number, or a list of numbers along the film.</summary>
internal static class SceneTrackParser
{
    public static SceneTrack Parse(DocumentSection section, string key, SceneTrack fallback, double least, double most)
    {
        if (section.Optional(key) is not { } node) return fallback;
        var path = KeyPath.Child(section.Path, key);
        if (node is DocumentNode.Number) return SceneTrack.Constant(DocumentSection.Number(node, path, least, most));
        if (node is not DocumentNode.Sequence) throw section.Refused(key, "a number or a list of { \"at\": 0, \"value\": 64 }");
        var points = new List<SceneTrackPoint>();
        foreach (var item in section.Items(key, 1, "a list of at least one { \"at\": 0, \"value\": 64 }"))
        {
            var point = new DocumentSection(item, KeyPath.Item(path, points.Count), "at", "value");
            var at = DocumentSection.Number(point.Required("at", "a fraction of the film, 0 to 1"), KeyPath.Child(point.Path, "at"), 0, 1);
            var value = DocumentSection.Number(point.Required("value", "a number"), KeyPath.Child(point.Path, "value"), least, most);
            if (points.Count > 0 && at <= points[^1].At)
                throw point.Refused("at", string.Create(CultureInfo.InvariantCulture, $"a fraction of the film after {points[^1].At}, where the point before stands"));
            points.Add(new SceneTrackPoint(at, value));
        }

        return new SceneTrack(points);
    }
}
