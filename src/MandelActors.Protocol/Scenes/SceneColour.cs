namespace MandelActors.Protocol.Scenes;

/// <summary>How counts become colours.</summary>
/// <param name="Palette">The name of a palette.</param>
/// <param name="Map">The way from a count to a place in the palette.</param>
/// <param name="Period">Counts from one turn of the palette to the next, along the film.</param>
/// <param name="Offset">Turns of the palette added to every place, along the film.</param>
/// <param name="Interior">The colour of points inside the set, <c>#rrggbb</c> in lower case.</param>
public sealed record SceneColour(string Palette, SceneColourMap Map, SceneTrack Period, SceneTrack Offset, string Interior)
{
    public static SceneColour Default { get; } = new("abyss", SceneColourMap.Cycle, SceneTrack.Constant(64), SceneTrack.Constant(0), "#000000");
}
