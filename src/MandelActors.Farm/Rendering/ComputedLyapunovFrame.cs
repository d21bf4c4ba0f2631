using MandelActors.Imaging.Colour;
using MandelActors.Kernels;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame of a Lyapunov film, with what its computing came to.</summary>
public sealed class ComputedLyapunovFrame : ComputedPicture
{
    internal ComputedLyapunovFrame(int frame, LyapunovStatistics statistics, TimeSpan computeTime, FieldColouring colouring, double[] buffer, int length)
        : base(frame, computeTime, colouring, buffer, length) => Statistics = statistics;

    /// <summary>The steps of all samples together.</summary>
    public LyapunovStatistics Statistics { get; }
}
