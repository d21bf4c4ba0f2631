using MandelActors.Imaging.Png;
using MandelActors.Kernels.CrossChecks;

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

    /// <summary>Colours some pixels once more, and compares. To be asked after <see cref="Finish"/>.</summary>
    /// <param name="fields">Some pixels of every field of the frame, in order.</param>
    /// <returns>Pixels that the frame shows in another colour; 0 for a frame without colours.</returns>
    public virtual int CountMiscoloured(IReadOnlyList<SampledField> fields) => 0;
}
