namespace MandelActors.Protocol.Scenes;

/// <summary>A film along a path through the Mandelbrot set.</summary>
/// <param name="Image">Size and quality of a frame.</param>
/// <param name="Film">How many frames there are and how the film is encoded.</param>
/// <param name="Path">Where the camera is at which fraction of the film.</param>
/// <param name="Iterations">The iteration limit.</param>
/// <param name="Escape">When a point has escaped and what is counted.</param>
/// <param name="Sampling">Where inside its cell a pixel is sampled.</param>
/// <param name="Rows">Whether row 0 has the largest or the smallest imaginary part.</param>
/// <param name="Colour">How counts become colours.</param>
/// <param name="Devices">Which devices render.</param>
public sealed record ZoomScene(
    SceneImage Image,
    SceneFilm Film,
    ScenePath Path,
    SceneIterations Iterations,
    SceneEscape Escape,
    SceneSampling Sampling,
    SceneRows Rows,
    SceneColour Colour,
    string Devices)
    : FilmScene(Image, Film, Devices)
{
    /// <summary>The word under <c>kind</c>.</summary>
    public const string KindName = "mandelbrot-zoom";

    public override string Kind => KindName;
}
