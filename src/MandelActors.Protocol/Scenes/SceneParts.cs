using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads the parts that several kinds of scene have in common.</summary>
internal static class SceneParts
{
    /// <summary>Keys that every kind has.</summary>
    public static string[] Keys(params string[] own) => ["version", "kind", "image", .. own, "devices"];

    public static void CheckVersion(DocumentSection scene) => scene.Whole("version", Scene.Version, Scene.Version, fallback: Scene.Version);

    /// <param name="fallback">What a kind of scene has where nothing is said; null for the usual.</param>
    public static SceneImage Image(DocumentSection scene, SceneImage? fallback = null)
    {
        var usual = fallback ?? SceneImage.Default;
        var section = scene.Section("image", "width", "height", "samples", "bitDepth");
        var image = new SceneImage(
            section.Whole("width", 1, SceneImage.LongestSide, usual.Width),
            section.Whole("height", 1, SceneImage.LongestSide, usual.Height),
            section.Whole("samples", 1, 16, usual.Samples),
            section.Whole("bitDepth", 8, 16, usual.BitDepth));
        if (image.BitDepth is not (8 or 16)) throw section.Refused("bitDepth", "8 or 16");
        if ((long)image.Width * image.Height > SceneImage.MostPixels)
            throw section.Refused("width", $"width × height of at most {SceneImage.MostPixels} pixels");
        return image;
    }

    /// <param name="image">What the film shows.</param>
    /// <param name="fallback">What a kind of scene has where nothing is said; null for the usual.</param>
    public static SceneFilm Film(DocumentSection scene, SceneImage image, SceneFilm? fallback = null)
    {
        var usual = fallback ?? SceneFilm.Default;
        var section = scene.Section("film", "fps", "seconds", "codec", "quality", "loop", "preset");
        var film = new SceneFilm(
            section.Number("fps", 0.001, 1000, usual.Fps),
            section.Number("seconds", 0, 1e9, usual.Seconds, above: true),
            section.Word("codec", SceneFilm.Codecs, usual.Codec),
            section.Whole("quality", 0, 51, usual.Quality),
            section.Whole("loop", 0, 65_535, usual.Loop),
            section.Word("preset", SceneFilm.Presets, SceneFilm.DefaultPreset));
        if (film.Fps * film.Seconds > SceneFilm.MostFrames)
            throw section.Refused("seconds", $"fps × seconds of at most {SceneFilm.MostFrames} frames");
        if (film.Codec == SceneFilm.LosslessOfEightBits && image.BitDepth != 8)
            throw section.Refused("codec", $"a codec that holds {image.BitDepth} bits a channel, such as ffv1");
        return film;
    }

    public static SceneIterations Iterations(DocumentSection scene) => scene.Optional("iterations") switch
    {
        null or DocumentNode.Text { Value: "auto" } => SceneIterations.Auto,
        DocumentNode.Number => new SceneIterations(scene.Whole("iterations", 1, SceneIterations.Most)),
        _ => throw scene.Refused("iterations", $"\"auto\" or a whole number from 1 to {SceneIterations.Most}, or \"{SceneLocations.LimitWord}\" for that of the path's location files"),
    };

    public static SceneEscape Escape(DocumentSection scene, bool needsDistance = false)
    {
        var section = scene.Section("escape", "radius", "count", "inclusive");
        var count = Named<SceneCount>(section, "count");
        var least = count == SceneCount.Smooth ? SceneEscape.LeastSmoothRadius : 2;
        var radius = section.Number("radius", least, SceneEscape.LargestRadius, SceneEscape.Default.Radius);
        if (needsDistance && radius < SceneEscape.LeastDistanceRadius)
            throw section.Refused("radius", $"at least {SceneEscape.LeastDistanceRadius}, for colours by distance from the set");
        return new SceneEscape(radius, count, section.Flag("inclusive", false));
    }

    public static string Devices(DocumentSection scene) =>
        scene.Text("devices", SceneParser.IsDeviceList, "device ids separated by commas, such as \"cpu\"", "cpu");

    /// <summary>The colour of what has no number of its own: <c>#rrggbb</c> in lower case, or the word for the palette's first entry.</summary>
    public static string Interior(DocumentSection colour, string fallback) =>
        colour.Text("interior", IsColour, "a colour such as \"#000000\", or \"palette\"", fallback).ToLowerInvariant();

    /// <summary>The words of an enumeration as scenes spell them: the members in lower case.</summary>
    public static T Named<T>(DocumentSection section, string key, T fallback = default)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToArray();
        return Enum.Parse<T>(section.Word(key, words, fallback.ToString().ToLowerInvariant()), ignoreCase: true);
    }

    private static bool IsColour(string text) =>
        text == SceneColour.InteriorFromPalette || (text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit));
}
