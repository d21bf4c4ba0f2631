using MandelActors.Protocol.Scenes.Lyapunov;

namespace MandelActors.Protocol.Scenes;

/// <summary>A film of Lyapunov exponents of the logistic map whose coefficient follows a sequence of letters: A and B are the axes, the others move along the film.</summary>
/// <param name="Image">Size and quality of a frame.</param>
/// <param name="Film">How many frames there are and how the film is encoded.</param>
/// <param name="Sequence">The letters A … Z in the order in which their coefficients take turns, capitals, 1 … <see cref="LongestSequence"/>.</param>
/// <param name="A">What the columns cover, from left to right.</param>
/// <param name="B">What the rows cover, from the bottom to the top.</param>
/// <param name="Constants">Letters beyond B that are the same all over the picture, in alphabetical order; only such as the sequence has and the motion leaves alone.</param>
/// <param name="Motion">What moves the letters that are no constants.</param>
/// <param name="Iterations">Iterates of an orbit that count, the first included, 2 … <see cref="MostIterations"/>.</param>
/// <param name="WarmUp">Steps before those, 0 … <see cref="MostIterations"/>.</param>
/// <param name="Sum">Which steps are averaged.</param>
/// <param name="Colour">How exponents become colours.</param>
/// <param name="Devices">Which devices render.</param>
public sealed record LyapunovScene(
    SceneImage Image,
    SceneFilm Film,
    string Sequence,
    LyapunovAxis A,
    LyapunovAxis B,
    IReadOnlyList<LyapunovConstant> Constants,
    LyapunovMotion Motion,
    int Iterations,
    int WarmUp,
    LyapunovSum Sum,
    LyapunovColour Colour,
    string Devices)
    : FilmScene(Image, Film, Devices)
{
    /// <summary>The word under <c>kind</c>.</summary>
    public const string KindName = "lyapunov";

    public const int LongestSequence = 1000;

    public const int MostIterations = 1_000_000_000;

    public static SceneImage DefaultImage { get; } = SceneImage.Default with { Width = 512, Height = 512 };

    public static SceneFilm DefaultFilm { get; } = SceneFilm.Default with { Seconds = 60 };

    public override string Kind => KindName;

    /// <summary>The coefficients of C, D, … up to the last letter of the sequence, in one frame; 0 for a letter that the sequence does not have.</summary>
    /// <param name="frame">0 … frames − 1.</param>
    public double[] CoefficientsAt(int frame)
    {
        var values = new double[Math.Max(0, Sequence.Max() - 'B')];
        foreach (var (letter, value) in Constants) values[letter - 'C'] = value.ValueAt(PositionOf(frame));
        foreach (var (letter, value) in Motion.At(frame, FrameCount))
            if (letter - 'C' < values.Length) values[letter - 'C'] = value;
        return values;
    }
}
