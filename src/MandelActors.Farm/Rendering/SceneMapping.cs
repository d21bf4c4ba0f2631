using MandelActors.Fractals;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Imaging.Palettes;
using MandelActors.Protocol.Scenes;
using MandelActors.Protocol.Scenes.Lyapunov;

namespace MandelActors.Farm.Rendering;

/// <summary>Says the words of a scene in the terms of the rooms that compute and colour.</summary>
internal static class SceneMapping
{
    public static ZoomPath PathOf(ZoomScene scene) =>
        new(scene.Path.Keys.Select(key => new PathKey(key.At, key.Re, key.Im, key.Radius, EasingOf(key.Ease))));

    public static Sampling SamplingOf(SceneSampling sampling) => sampling == SceneSampling.Centre ? Sampling.Centre : Sampling.Corner;

    public static RowOrder RowsOf(SceneRows rows) => rows == SceneRows.Down ? RowOrder.Down : RowOrder.Up;

    public static EscapeRule RuleOf(SceneEscape escape) =>
        new(escape.Radius, escape.Count == SceneCount.Smooth ? CountKind.Smooth : CountKind.Whole, escape.Inclusive);

    public static IterationLimit LimitOf(SceneIterations iterations) =>
        iterations.Limit is { } limit ? IterationLimit.Fixed(limit) : IterationLimit.Auto;

    /// <param name="scene">The scene.</param>
    /// <param name="position">How far along the film, 0 … 1.</param>
    public static ColourSettings ColourOf(ZoomScene scene, double position)
    {
        var colour = scene.Colour;
        var palette = Palette.Get(colour.Palette);
        return new ColourSettings
        {
            Palette = palette,
            Map = colour.Map switch
            {
                SceneColourMap.Histogram => ColourMap.Histogram,
                SceneColourMap.Mandeltorch => ColourMap.Mandeltorch,
                SceneColourMap.Distance => ColourMap.Distance,
                _ => ColourMap.Cycle,
            },
            Period = colour.Period.ValueAt(position),
            Offset = colour.Offset.ValueAt(position),
            Interior = InteriorOf(colour.Interior, palette),
            Shading = colour.Shading == SceneShading.Boundary ? Shading.Boundary : Shading.None,
        };
    }

    public static LyapunovRule RuleOf(LyapunovScene scene) => new(scene.Iterations, scene.WarmUp, scene.Sum == LyapunovSum.Periods);

    /// <param name="scene">The scene.</param>
    /// <param name="frame">Which frame, from 0.</param>
    public static LyapunovView ViewOf(LyapunovScene scene, int frame)
    {
        var position = scene.PositionOf(frame);
        return new LyapunovView(
            scene.Image.Width,
            scene.Image.Height,
            scene.A.From.ValueAt(position),
            scene.A.To.ValueAt(position),
            scene.B.From.ValueAt(position),
            scene.B.To.ValueAt(position))
        {
            Constants = scene.CoefficientsAt(frame),
        };
    }

    /// <param name="scene">The scene.</param>
    /// <param name="position">How far along the film, 0 … 1.</param>
    public static ColourSettings ColourOf(LyapunovScene scene, double position)
    {
        var colour = scene.Colour;
        var palette = Palette.Get(colour.Palette);
        return new ColourSettings
        {
            Palette = palette,
            Map = ColourMap.Exponent,
            Contrast = colour.Contrast.ValueAt(position),
            ContrastPerFrame = colour.Stretch == LyapunovStretch.Frame,
            Offset = colour.Offset.ValueAt(position),
            Interior = InteriorOf(colour.Interior, palette),
        };
    }

    private static Rgb InteriorOf(string interior, Palette palette) =>
        interior == SceneColour.InteriorFromPalette ? palette.Entry(0) : Rgb.Parse(interior);

    private static Easing EasingOf(SceneEase ease) => ease switch
    {
        SceneEase.In => Easing.In,
        SceneEase.Out => Easing.Out,
        SceneEase.Both => Easing.Both,
        _ => Easing.None,
    };
}
