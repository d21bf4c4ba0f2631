using MandelActors.Farm.Rendering.Pictures;
using MandelActors.Fractals;
using MandelActors.Kernels;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame of a zoom film, with what its counting came to.</summary>
public sealed class ComputedZoomFrame : ComputedPicture
{
    internal ComputedZoomFrame(int frame, View view, EscapeStatistics statistics, TimeSpan computeTime, FramePicture picture)
        : base(frame, computeTime, picture)
    {
        View = view;
        Statistics = statistics;
    }

    public View View { get; }

    /// <summary>Limit, iterations and undecided pixels, all samples together.</summary>
    public EscapeStatistics Statistics { get; }
}
