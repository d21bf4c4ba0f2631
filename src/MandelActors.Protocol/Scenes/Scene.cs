namespace MandelActors.Protocol.Scenes;

/// <summary>What to draw: a film along a path through the Mandelbrot set, complete, every default filled in.</summary>
/// <param name="Image">Size and quality of a frame.</param>
/// <param name="Film">How many frames there are and how the film is encoded.</param>
/// <param name="Path">Where the camera is at which fraction of the film.</param>
/// <param name="Iterations">The iteration limit.</param>
/// <param name="Escape">When a point has escaped and what is counted.</param>
/// <param name="Sampling">Where inside its cell a pixel is sampled.</param>
/// <param name="Rows">Whether row 0 has the largest or the smallest imaginary part.</param>
/// <param name="Colour">How counts become colours.</param>
/// <param name="Devices">Which devices render: a comma-separated list of device ids, such as <c>cpu</c>.</param>
public sealed record Scene(
    SceneImage Image,
    SceneFilm Film,
    ScenePath Path,
    SceneIterations Iterations,
    SceneEscape Escape,
    SceneSampling Sampling,
    SceneRows Rows,
    SceneColour Colour,
    string Devices)
{
    /// <summary>The kind of scene this version renders.</summary>
    public const string ZoomKind = "mandelbrot-zoom";

    /// <summary>The version of the scene format, and of what a scene means: it is part of a job's identity.</summary>
    public const int Version = 1;

    /// <summary>How far along the film a frame stands, 0 … 1: f/(N−1), 0 where there is one frame only.</summary>
    public double PositionOf(int frame) => Film.FrameCount == 1 ? 0 : (double)frame / (Film.FrameCount - 1);
}
