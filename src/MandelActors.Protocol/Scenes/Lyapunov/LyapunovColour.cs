namespace MandelActors.Protocol.Scenes.Lyapunov;

/// <summary>How exponents become colours: the palette runs from order at its beginning to chaos at its end, with λ = 0 in its middle.</summary>
/// <param name="Palette">The name of a palette.</param>
/// <param name="Contrast">How steeply colours follow the exponent around 0, above 0, along the film.</param>
/// <param name="Offset">Turns of the palette added to every place, along the film.</param>
/// <param name="Interior">The colour where there is no exponent: <c>#rrggbb</c> in lower case, or <see cref="SceneColour.InteriorFromPalette"/>.</param>
/// <param name="Stretch">What the contrast is measured by.</param>
public sealed record LyapunovColour(string Palette, SceneTrack Contrast, SceneTrack Offset, string Interior, LyapunovStretch Stretch)
{
    public static LyapunovColour Default { get; } = new("managua", SceneTrack.Constant(1), SceneTrack.Constant(0), "#000000", LyapunovStretch.None);
}
