using MandelActors.Farm.Rendering.Pictures;
using MandelActors.Kernels;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame of a Lyapunov film, with what its computing came to.</summary>
public sealed class ComputedLyapunovFrame : ComputedPicture
{
    internal ComputedLyapunovFrame(int frame, LyapunovStatistics statistics, TimeSpan computeTime, FramePicture picture)
        : base(frame, computeTime, picture) => Statistics = statistics;

    /// <summary>The steps of all samples together.</summary>
    public LyapunovStatistics Statistics { get; }
}
