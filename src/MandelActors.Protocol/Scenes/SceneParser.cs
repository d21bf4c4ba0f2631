using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads a scene strictly: known keys only, every type and range checked, defaults filled in.</summary>
/// <remarks><c>kind</c> and <c>path</c> must be there, everything else has a default.</remarks>
public static class SceneParser
{
    /// <summary>The kinds that the scene format names and this version does not render.</summary>
    private static readonly string[] LaterKinds = ["mandelbrot-stack", "lyapunov", "painting"];

    private static readonly string[] Keys =
        ["version", "kind", "image", "film", "path", "iterations", "escape", "sampling", "rows", "colour", "devices"];

    /// <param name="document">The scene's document, overrides applied; location files that it names are read and their numbers put in their place.</param>
    /// <param name="palettes">The names of the palettes there are.</param>
    /// <param name="notes">Told, a line each, what is accepted and may not be what was meant.</param>
    /// <exception cref="BadInputException">Something is missing, unknown, of the wrong type or out of range.</exception>
    public static Scene Parse(DocumentNode.Table document, IReadOnlyCollection<string> palettes, ICollection<string>? notes = null)
    {
        CheckKind(document);
        SceneLocations.Resolve(document, notes);
        var scene = new DocumentSection(document, "", Keys);
        scene.Whole("version", Scene.Version, Scene.Version, fallback: Scene.Version);
        var image = Image(scene.Section("image", "width", "height", "samples", "bitDepth"));
        var colour = Colour(scene.Section("colour", "palette", "map", "period", "offset", "interior", "shading"), palettes);
        var parsed = new Scene(
            image,
            Film(scene.Section("film", "fps", "seconds", "codec", "quality", "loop"), image),
            ScenePathParser.Parse(scene),
            Iterations(scene),
            Escape(scene.Section("escape", "radius", "count", "inclusive"), colour),
            Named<SceneSampling>(scene, "sampling"),
            Named<SceneRows>(scene, "rows"),
            colour,
            scene.Text("devices", IsDeviceList, "device ids separated by commas, such as \"cpu\"", "cpu"));
        if (notes is not null && CentreDigits.Note(document, parsed) is { } note) notes.Add(note);
        return parsed;
    }

    /// <summary>Whether a text is a comma-separated list of device names.</summary>
    public static bool IsDeviceList(string text) =>
        text.Length is > 0 and <= 1000
        && text.Split(',').All(name => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '*' or '?'));

    /// <summary>The words of an enumeration as scenes spell them: the members in lower case.</summary>
    internal static T Named<T>(DocumentSection section, string key, T fallback = default)
        where T : struct, Enum
    {
        var words = Enum.GetNames<T>().Select(name => name.ToLowerInvariant()).ToArray();
        return Enum.Parse<T>(section.Word(key, words, fallback.ToString().ToLowerInvariant()), ignoreCase: true);
    }

    private static void CheckKind(DocumentNode.Table document)
    {
        // Before the unknown keys: the keys of another kind are no mistakes of spelling.
        var kind = document.Entries.GetValueOrDefault("kind");
        if (kind is DocumentNode.Text { Value: Scene.ZoomKind }) return;
        if (kind is DocumentNode.Text later && LaterKinds.Contains(later.Value))
            throw new BadInputException(later.Origin, "kind", $"expected \"{Scene.ZoomKind}\"; \"{later.Value}\" is not in this version");
        if (kind is not null)
        {
            var suggestion = kind is DocumentNode.Text wrong ? NearestKey.Suggestion(wrong.Value, [Scene.ZoomKind]) : "";
            throw new BadInputException(kind.Origin, "kind", $"expected \"{Scene.ZoomKind}\", found {kind.Shown}{suggestion}");
        }

        var mistyped = document.Entries.Keys.FirstOrDefault(key => !Keys.Contains(key) && NearestKey.Of(key, Keys) == "kind");
        throw new BadInputException(document.Origin, "kind", $"expected \"{Scene.ZoomKind}\", found {(mistyped is null ? "nothing" : $"only \"{mistyped}\"")}");
    }

    private static SceneImage Image(DocumentSection section)
    {
        var image = new SceneImage(
            section.Whole("width", 1, SceneImage.LongestSide, SceneImage.Default.Width),
            section.Whole("height", 1, SceneImage.LongestSide, SceneImage.Default.Height),
            section.Whole("samples", 1, 16, SceneImage.Default.Samples),
            section.Whole("bitDepth", 8, 16, SceneImage.Default.BitDepth));
        if (image.BitDepth is not (8 or 16)) throw section.Refused("bitDepth", "8 or 16");
        if ((long)image.Width * image.Height > SceneImage.MostPixels)
            throw section.Refused("width", $"width × height of at most {SceneImage.MostPixels} pixels");
        return image;
    }

    private static SceneFilm Film(DocumentSection section, SceneImage image)
    {
        var film = new SceneFilm(
            section.Number("fps", 0.001, 1000, SceneFilm.Default.Fps),
            section.Number("seconds", 0, 1e9, SceneFilm.Default.Seconds, above: true),
            section.Word("codec", SceneFilm.Codecs, SceneFilm.Default.Codec),
            section.Whole("quality", 0, 51, SceneFilm.Default.Quality),
            section.Whole("loop", 0, 65_535, SceneFilm.Default.Loop));
        if (film.Fps * film.Seconds > SceneFilm.MostFrames)
            throw section.Refused("seconds", $"fps × seconds of at most {SceneFilm.MostFrames} frames");
        if (film.Codec == SceneFilm.LosslessOfEightBits && image.BitDepth != 8)
            throw section.Refused("codec", $"a codec that holds {image.BitDepth} bits a channel, such as ffv1");
        return film;
    }

    private static SceneIterations Iterations(DocumentSection scene) => scene.Optional("iterations") switch
    {
        null or DocumentNode.Text { Value: "auto" } => SceneIterations.Auto,
        DocumentNode.Number => new SceneIterations(scene.Whole("iterations", 1, SceneIterations.Most)),
        _ => throw scene.Refused("iterations", $"\"auto\" or a whole number from 1 to {SceneIterations.Most}, or \"{SceneLocations.LimitWord}\" for that of the path's location files"),
    };

    private static SceneEscape Escape(DocumentSection section, SceneColour colour)
    {
        var count = Named<SceneCount>(section, "count");
        var least = count == SceneCount.Smooth ? SceneEscape.LeastSmoothRadius : 2;
        var radius = section.Number("radius", least, SceneEscape.LargestRadius, SceneEscape.Default.Radius);
        if (colour.NeedsDistance && radius < SceneEscape.LeastDistanceRadius)
            throw section.Refused("radius", $"at least {SceneEscape.LeastDistanceRadius}, for colours by distance from the set");
        return new SceneEscape(radius, count, section.Flag("inclusive", false));
    }

    private static SceneColour Colour(DocumentSection section, IReadOnlyCollection<string> palettes)
    {
        var map = Named<SceneColourMap>(section, "map");
        return new SceneColour(
            section.Word("palette", palettes, SceneColour.Default.Palette),
            map,
            SceneTrackParser.Parse(section, "period", SceneTrack.Constant(SceneColour.DefaultPeriod(map)), 1e-6, 1e12),
            SceneTrackParser.Parse(section, "offset", SceneColour.Default.Offset, -1e12, 1e12),
            section.Text("interior", IsColour, "a colour such as \"#000000\", or \"palette\"", SceneColour.DefaultInterior(map)).ToLowerInvariant(),
            Named<SceneShading>(section, "shading"));
    }

    private static bool IsColour(string text) =>
        text == SceneColour.InteriorFromPalette || (text.Length == 7 && text[0] == '#' && text.Skip(1).All(char.IsAsciiHexDigit));
}
