using System.Globalization;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes.Lyapunov;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads a <see cref="LyapunovScene"/>; <c>sequence</c> must be there.</summary>
internal static class LyapunovSceneParser
{
    /// <summary>With coefficients between these an orbit stays in 0 … 1.</summary>
    private const double LeastBounded = 0, MostBounded = 4;

    private static readonly string[] Keys =
        SceneParts.Keys("film", "sequence", "a", "b", "constants", "motion", "iterations", "warmUp", "sum", "colour");

    public static LyapunovScene Parse(DocumentNode.Table document, IReadOnlyCollection<string> palettes, ICollection<string>? notes)
    {
        var scene = new DocumentSection(document, "", Keys);
        SceneParts.CheckVersion(scene);
        var image = SceneParts.Image(scene, LyapunovScene.DefaultImage);
        var sequence = Sequence(scene);
        var (constants, motion) = LyapunovLetterParser.Parse(scene, sequence, notes);
        var iterations = scene.Whole("iterations", 2, LyapunovScene.MostIterations, 100);
        var sum = SceneParts.Named<LyapunovSum>(scene, "sum");
        if (sum == LyapunovSum.Periods && iterations <= sequence.Length)
            throw scene.Refused("iterations", string.Create(CultureInfo.InvariantCulture, $"at least {sequence.Length + 1}, for a sum over whole periods of {sequence.Length} letters"));
        var parsed = new LyapunovScene(
            image,
            SceneParts.Film(scene, image, LyapunovScene.DefaultFilm),
            sequence,
            Axis(scene, "a"),
            Axis(scene, "b"),
            constants,
            motion,
            iterations,
            scene.Whole("warmUp", 0, LyapunovScene.MostIterations, 0),
            sum,
            Colour(scene.Section("colour", "palette", "contrast", "offset", "interior", "stretch"), palettes),
            SceneParts.Devices(scene));
        if (notes is not null && Unbounded(parsed) is { } found)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{document.Nearest(found.Key).Origin}: {found.Key}: reaches {found.Value}; outside {LeastBounded} to {MostBounded} orbits may run off to infinity, which counts as utter chaos"));
        return parsed;
    }

    private static string Sequence(DocumentSection scene) =>
        scene.Text(
            "sequence", IsSequence, string.Create(CultureInfo.InvariantCulture, $"1 to {LyapunovScene.LongestSequence} letters A to Z, such as \"ACDBCD\"")).ToUpperInvariant();

    private static bool IsSequence(string text) => text.Length is > 0 and <= LyapunovScene.LongestSequence && text.All(char.IsAsciiLetter);

    private static LyapunovAxis Axis(DocumentSection scene, string key)
    {
        var section = scene.Section(key, "from", "to");
        return new LyapunovAxis(
            LyapunovLetterParser.Coefficient(section, "from", LyapunovAxis.Default.From), LyapunovLetterParser.Coefficient(section, "to", LyapunovAxis.Default.To));
    }

    private static LyapunovColour Colour(DocumentSection section, IReadOnlyCollection<string> palettes) => new(
        section.Word("palette", palettes, LyapunovColour.Default.Palette),
        SceneTrackParser.Parse(section, "contrast", LyapunovColour.Default.Contrast, 1e-6, 1e6),
        SceneTrackParser.Parse(section, "offset", LyapunovColour.Default.Offset, -1e12, 1e12),
        SceneParts.Interior(section, LyapunovColour.Default.Interior),
        SceneParts.Named<LyapunovStretch>(section, "stretch"));

    /// <summary>The first coefficient that leaves the range in which orbits are sure to stay bounded.</summary>
    private static (string Key, double Value)? Unbounded(LyapunovScene scene)
    {
        var tracks = new[] { ("a.from", scene.A.From), ("a.to", scene.A.To), ("b.from", scene.B.From), ("b.to", scene.B.To) }
            .Concat(scene.Constants.Select(constant => ($"constants.{constant.Letter}", constant.Value)));
        var reached = tracks.SelectMany(track => track.Item2.Points.Select(point => (Key: track.Item1, point.Value)))
            .Concat(scene.Motion.Reach().Where(reach => scene.Sequence.Contains(reach.Letter)).SelectMany(reach => new[] { (Key: "motion", Value: reach.Least), (Key: "motion", Value: reach.Most) }));
        foreach (var one in reached)
            if (one.Value is < LeastBounded or > MostBounded) return one;
        return null;
    }
}
