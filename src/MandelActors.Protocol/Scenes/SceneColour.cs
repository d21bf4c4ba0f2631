namespace MandelActors.Protocol.Scenes;

/// <summary>How counts become colours.</summary>
/// <param name="Palette">The name of a palette.</param>
/// <param name="Map">The way from a count to a place in the palette.</param>
/// <param name="Period">What one turn of the palette takes, along the film: counts for <c>cycle</c>, shares of the frame for <c>histogram</c>,
/// the K of sin²(2π·count/K) for <c>mandeltorch</c>, doublings for <c>distance</c>.</param>
/// <param name="Offset">Turns of the palette added to every place, along the film.</param>
/// <param name="Interior">The colour of points inside the set: <c>#rrggbb</c> in lower case, or <see cref="InteriorFromPalette"/>.</param>
/// <param name="Shading">What is laid over the colours.</param>
public sealed record SceneColour(
    string Palette, SceneColourMap Map, SceneTrack Period, SceneTrack Offset, string Interior, SceneShading Shading = SceneShading.None)
{
    /// <summary>The word for an interior in the first colour of the palette.</summary>
    public const string InteriorFromPalette = "palette";

    /// <summary>Whether frames are coloured by distances from the set.</summary>
    public bool NeedsDistance => Map == SceneColourMap.Distance || Shading != SceneShading.None;

    public static SceneColour Default { get; } =
        new("abyss", SceneColourMap.Cycle, SceneTrack.Constant(DefaultPeriod(SceneColourMap.Cycle)), SceneTrack.Constant(0), DefaultInterior(SceneColourMap.Cycle));

    /// <summary>The period a scene of a map has that names none.</summary>
    public static double DefaultPeriod(SceneColourMap map) => map switch
    {
        SceneColourMap.Histogram => 1,
        SceneColourMap.Mandeltorch => 1600,
        SceneColourMap.Distance => 16,
        _ => 64,
    };

    /// <summary>The interior a scene of a map has that names none.</summary>
    public static string DefaultInterior(SceneColourMap map) => map == SceneColourMap.Mandeltorch ? InteriorFromPalette : "#000000";
}
