using System.Diagnostics;
using MandelActors.Farm.Rendering.Pictures;
using MandelActors.Fractals.Lyapunov;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering;

/// <summary>Makes the frames of a film of Lyapunov exponents.</summary>
public sealed class LyapunovRenderer : FrameRenderer
{
    private readonly LyapunovSequence _sequence;
    private readonly LyapunovRule _rule;
    private readonly int _threads;

    /// <param name="scene">What to draw, validated.</param>
    /// <param name="threads">Most threads that colour a frame, −1 for all cores.</param>
    public LyapunovRenderer(LyapunovScene scene, int threads = -1)
    {
        Scene = scene;
        _sequence = LyapunovSequence.Parse(scene.Sequence);
        _rule = SceneMapping.RuleOf(scene);
        _threads = threads;
    }

    public LyapunovScene Scene { get; }

    /// <summary>What a frame shows: the ranges of A and B, and where the other letters are.</summary>
    /// <param name="frame">0 … frames − 1.</param>
    public LyapunovView ViewAt(int frame) => SceneMapping.ViewOf(Scene, Checked(frame, Scene));

    /// <summary>The colours of a frame.</summary>
    /// <param name="frame">0 … frames − 1.</param>
    public ColourSettings ColourAt(int frame) => SceneMapping.ColourOf(Scene, Scene.PositionOf(Checked(frame, Scene)));

    /// <inheritdoc cref="FrameRenderer.Compute"/>
    public override ComputedLyapunovFrame Compute(int frame, IDevice device, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var image = Scene.Image;
        var offsets = SamplePattern.Offsets(image.Samples);
        var task = new LyapunovTask(ViewAt(frame), _sequence, _rule, offsets[0].X, offsets[0].Y);
        var picture = FramePicture.Begin(device, ColourAt(frame), image, _threads);
        try
        {
            var statistics = picture.Add(task, cancellationToken);
            foreach (var (x, y) in offsets.Skip(1))
            {
                var more = picture.Add(task with { OffsetX = x, OffsetY = y }, cancellationToken);
                statistics = new LyapunovStatistics(statistics.Iterations + more.Iterations);
            }

            picture.LeaveDevice();
            return new ComputedLyapunovFrame(frame, statistics, Stopwatch.GetElapsedTime(started), picture);
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    /// <summary>Both stages.</summary>
    /// <inheritdoc cref="Compute"/>
    public RgbImage Render(int frame, IDevice device, CancellationToken cancellationToken)
    {
        using var computed = Compute(frame, device, cancellationToken);
        return computed.Colour();
    }

    /// <summary>The exponents at the pixels' own sample points, without colour or supersampling.</summary>
    /// <param name="frame">0 … frames − 1.</param>
    /// <param name="device">What computes.</param>
    /// <param name="field">Row-major, height × width, filled.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <inheritdoc cref="Compute" path="/exception"/>
    public LyapunovStatistics ComputeField(int frame, IDevice device, Span<double> field, CancellationToken cancellationToken) =>
        device.Render(new LyapunovTask(ViewAt(frame), _sequence, _rule), field, cancellationToken);
}
