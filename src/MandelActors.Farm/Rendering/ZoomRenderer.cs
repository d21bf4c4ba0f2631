using System.Diagnostics;
using MandelActors.Farm.Rendering.Pictures;
using MandelActors.Fractals;
using MandelActors.Fractals.Deep;
using MandelActors.Imaging;
using MandelActors.Imaging.Colour;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Farm.Rendering;

/// <summary>Makes the frames of a zoom film.</summary>
public sealed class ZoomRenderer : FrameRenderer
{
    private readonly ZoomPath _path;
    private readonly ReferencePlan _references;
    private readonly EscapeRule _rule;
    private readonly IterationLimit _limit;
    private readonly int _threads;

    /// <param name="scene">What to draw, validated.</param>
    /// <param name="threads">Most threads that colour a frame, −1 for all cores.</param>
    public ZoomRenderer(ZoomScene scene, int threads = -1)
    {
        Scene = scene;
        _path = SceneMapping.PathOf(scene);
        _references = new ReferencePlan(_path.Keys);
        _rule = SceneMapping.RuleOf(scene.Escape);
        _limit = SceneMapping.LimitOf(scene.Iterations);
        _threads = threads;
    }

    public ZoomScene Scene { get; }

    /// <summary>Hears of a reference that takes long.</summary>
    public IProgress<ReferenceProgress>? Progress { get; init; }

    public int FrameCount => Scene.FrameCount;

    /// <summary>What a frame shows.</summary>
    /// <param name="frame">0 … <see cref="FrameCount"/> − 1.</param>
    public View ViewAt(int frame) => _path.At(
        Scene.PositionOf(Checked(frame, Scene)), Scene.Image.Width, Scene.Image.Height, SceneMapping.SamplingOf(Scene.Sampling), SceneMapping.RowsOf(Scene.Rows));

    /// <summary>The place whose reference serves a frame, should its view need one.</summary>
    /// <param name="frame">0 … <see cref="FrameCount"/> − 1.</param>
    public ReferenceSite SiteAt(int frame) => _references.SiteFor(ViewAt(frame), Scene.PositionOf(Checked(frame, Scene)));

    /// <summary>The colours of a frame.</summary>
    /// <param name="frame">0 … <see cref="FrameCount"/> − 1.</param>
    public ColourSettings ColourAt(int frame) => SceneMapping.ColourOf(Scene, Scene.PositionOf(Checked(frame, Scene)));

    /// <summary>The first stage: computes every sample of a frame on a device.</summary>
    /// <returns>The frame short of its last colouring; its owner disposes of it.</returns>
    /// <exception cref="ViewOutOfReachException">The view is beyond the precision of the device's numbers.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public override ComputedZoomFrame Compute(int frame, IDevice device, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var view = ViewAt(frame);
        var site = SiteAt(frame);
        var image = Scene.Image;
        var colour = ColourAt(frame);
        var offsets = SamplePattern.Offsets(image.Samples);
        var task = new EscapeTask(view, _rule, _limit, offsets[0].X, offsets[0].Y, site) { Progress = Progress, WithDistance = colour.NeedsDistance };
        var picture = FramePicture.Begin(device, colour, image, _threads, MostCount());
        try
        {
            var statistics = picture.Add(task, cancellationToken);
            // The limit that auto found serves all samples of the frame: they must not differ in it.
            var settled = IterationLimit.Fixed(statistics.Limit);
            foreach (var (x, y) in offsets.Skip(1))
            {
                var more = picture.Add(task with { Limit = settled, OffsetX = x, OffsetY = y }, cancellationToken);
                statistics = statistics with
                {
                    Iterations = statistics.Iterations + more.Iterations,
                    Undecided = statistics.Undecided + more.Undecided,
                    Deep = statistics.Deep + more.Deep,
                };
            }

            picture.LeaveDevice();
            return new ComputedZoomFrame(frame, view, statistics, Stopwatch.GetElapsedTime(started), picture);
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

    /// <summary>The counts at the pixels' own sample points, without colour or supersampling.</summary>
    /// <param name="frame">0 … <see cref="FrameCount"/> − 1.</param>
    /// <param name="device">What computes.</param>
    /// <param name="field">Row-major, height × width, filled; NaN inside.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="withDistance">Whether distances follow the counts in the field, in pixels.</param>
    /// <inheritdoc cref="Compute" path="/exception"/>
    public EscapeStatistics ComputeField(int frame, IDevice device, Span<double> field, CancellationToken cancellationToken, bool withDistance = false) =>
        device.Render(
            new EscapeTask(ViewAt(frame), _rule, _limit, Site: SiteAt(frame)) { Progress = Progress, WithDistance = withDistance }, field, cancellationToken);

    /// <summary>The largest count a frame can have, where all are whole and that is known beforehand.</summary>
    private long? MostCount() => _rule.Count == CountKind.Whole && !_limit.IsAuto ? _limit.Value : null;
}
