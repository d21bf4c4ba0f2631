using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads a <see cref="ZoomScene"/>; <c>path</c> must be there.</summary>
internal static class ZoomSceneParser
{
    private static readonly string[] Keys = SceneParts.Keys("film", "path", "iterations", "escape", "sampling", "rows", "colour");

    public static ZoomScene Parse(DocumentNode.Table document, IReadOnlyCollection<string> palettes, ICollection<string>? notes)
    {
        SceneLocations.Resolve(document, notes);
        var scene = new DocumentSection(document, "", Keys);
        SceneParts.CheckVersion(scene);
        var image = SceneParts.Image(scene);
        var colour = Colour(scene.Section("colour", "palette", "map", "period", "offset", "interior", "shading"), palettes);
        var parsed = new ZoomScene(
            image,
            SceneParts.Film(scene, image),
            ScenePathParser.Parse(scene),
            SceneParts.Iterations(scene),
            SceneParts.Escape(scene, colour.NeedsDistance),
            SceneParts.Named<SceneSampling>(scene, "sampling"),
            SceneParts.Named<SceneRows>(scene, "rows"),
            colour,
            SceneParts.Devices(scene));
        if (notes is not null && CentreDigits.Note(document, parsed) is { } note) notes.Add(note);
        return parsed;
    }

    private static SceneColour Colour(DocumentSection section, IReadOnlyCollection<string> palettes)
    {
        var map = SceneParts.Named<SceneColourMap>(section, "map");
        return new SceneColour(
            section.Word("palette", palettes, SceneColour.Default.Palette),
            map,
            SceneTrackParser.Parse(section, "period", SceneTrack.Constant(SceneColour.DefaultPeriod(map)), 1e-6, 1e12),
            SceneTrackParser.Parse(section, "offset", SceneColour.Default.Offset, -1e12, 1e12),
            SceneParts.Interior(section, SceneColour.DefaultInterior(map)),
            SceneParts.Named<SceneShading>(section, "shading"));
    }
}
