using MandelActors.Imaging.Film;
using MandelActors.Imaging.Png;

namespace MandelActors.Imaging.Apng;

/// <summary>How an animated PNG is written.</summary>
/// <param name="Frames">How many frames there will be; the file says so before the first.</param>
/// <param name="Rate">Frames per second.</param>
public sealed record ApngOptions(int Frames, FrameRate Rate)
{
    /// <summary>How often it plays, 0 for ever.</summary>
    public int Loop { get; init; }

    public PngEffort Effort { get; init; } = PngEffort.Fast;

    /// <summary>Most threads at work, −1 for all cores.</summary>
    public int Threads { get; init; } = -1;
}
