using MandelActors.Imaging.Png;

namespace MandelActors.Farm.Rendering;

/// <summary>A frame whose numbers are computed and whose file is not made. Owns large buffers until disposed of.</summary>
public abstract class ComputedFrame : IDisposable
{
    /// <param name="frame">Its number, from 0.</param>
    /// <param name="computeTime">How long the device was occupied.</param>
    protected ComputedFrame(int frame, TimeSpan computeTime)
    {
        Frame = frame;
        ComputeTime = computeTime;
    }

    /// <summary>Its number, from 0.</summary>
    public int Frame { get; }

    /// <summary>How long the device was occupied.</summary>
    public TimeSpan ComputeTime { get; }

    public abstract void Dispose();

    /// <summary>The second stage: what goes into the frame's files. The frame stays its owner's.</summary>
    /// <param name="png">How pictures are encoded.</param>
    public abstract IFrameContent Finish(PngOptions png);
}
