using MandelActors.Numerics;

namespace MandelActors.Protocol.Scenes;

/// <summary>An array of counts: levels × rows × columns, each level a little deeper than the one before.</summary>
/// <param name="Image">Columns and rows of a level; one sample per pixel.</param>
/// <param name="CentreRe">Real part of every level's centre, exact.</param>
/// <param name="CentreIm">Imaginary part of every level's centre, exact.</param>
/// <param name="Radius">Half the height of level 0, exact.</param>
/// <param name="Levels">How many levels there are.</param>
/// <param name="ZoomPerLevel">The radius of a level over that of the next, exact.</param>
/// <param name="Arithmetic">The numbers in which levels are laid out and iterated.</param>
/// <param name="Iterations">The iteration limit.</param>
/// <param name="Escape">When a point has escaped and what is counted.</param>
/// <param name="Sampling">Where inside its cell a pixel is sampled.</param>
/// <param name="Rows">Whether row 0 has the largest or the smallest imaginary part.</param>
/// <param name="Array">Which part of it is written, and how.</param>
/// <param name="Devices">Which devices render.</param>
public sealed record StackScene(
    SceneImage Image,
    ExactDecimal CentreRe,
    ExactDecimal CentreIm,
    ExactDecimal Radius,
    int Levels,
    ExactDecimal ZoomPerLevel,
    SceneArithmetic Arithmetic,
    SceneIterations Iterations,
    SceneEscape Escape,
    SceneSampling Sampling,
    SceneRows Rows,
    StackArray Array,
    string Devices)
    : Scene(Image, Devices)
{
    /// <summary>The word under <c>kind</c>.</summary>
    public const string KindName = "mandelbrot-stack";

    public const int MostLevels = 10_000_000;

    public override string Kind => KindName;

    /// <summary>The lengths of the whole array: levels, rows, columns.</summary>
    public IReadOnlyList<long> Shape => [Levels, Image.Height, Image.Width];

    /// <summary>A frame is a slab: one chunk's depth of the levels that are written, all rows and columns.</summary>
    public override int FrameCount => (int)((Array.Slice.Axes[0].Count - 1) / Array.Chunks[0]) + 1;
}
