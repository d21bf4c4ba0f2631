using MandelActors.Farm.Rendering.Stacks;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering;

/// <summary>Makes the frames of one scene, in two stages: <see cref="Compute"/> keeps a device busy, <see cref="ComputedFrame.Finish"/> needs none.</summary>
/// <remarks>
/// Immutable; any number of callers may render different frames on different devices. A worker finishes and encodes one frame while
/// its device computes the next. A frame depends on scene and number alone, not on order, threads or vector width.
/// </remarks>
public abstract class FrameRenderer
{
    /// <summary>The renderer for a scene of any kind.</summary>
    /// <param name="scene">What to draw, validated.</param>
    public static FrameRenderer For(Scene scene) => scene switch
    {
        ZoomScene zoom => new ZoomRenderer(zoom),
        LyapunovScene lyapunov => new LyapunovRenderer(lyapunov),
        StackScene stack => new SlabRenderer(stack),
        _ => throw new ArgumentException($"unknown scene {scene.GetType().Name}", nameof(scene)),
    };

    /// <summary>The first stage: computes everything of a frame that a device has to.</summary>
    /// <param name="frame">Its number, below the scene's count.</param>
    /// <param name="device">What computes, this caller's alone meanwhile.</param>
    /// <param name="cancellationToken">Ends the work within milliseconds.</param>
    /// <returns>The frame short of its last stage; its owner finishes it or disposes of it.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract ComputedFrame Compute(int frame, IDevice device, CancellationToken cancellationToken);

    /// <exception cref="ArgumentOutOfRangeException">The scene has no such frame.</exception>
    protected static int Checked(int frame, Scene scene)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, scene.FrameCount);
        return frame;
    }
}
