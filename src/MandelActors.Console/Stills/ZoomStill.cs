using MandelActors.Farm.Rendering;
using MandelActors.Fractals.Deep;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>A frame of a zoom.</summary>
internal sealed class ZoomStill : Still
{
    private readonly ZoomScene _scene;
    private readonly int _frame;
    private readonly ZoomStillReport _report;

    /// <param name="scene">The scene.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="outputFile">The file as the user named it.</param>
    /// <param name="notes">What was accepted and may not be what was meant.</param>
    public ZoomStill(ZoomScene scene, int frame, string outputFile, IReadOnlyList<string> notes)
    {
        _scene = scene;
        _frame = frame;
        _report = new ZoomStillReport { File = outputFile, Notes = notes, View = new ZoomRenderer(scene).ViewAt(frame) };
    }

    public override ZoomStillReport Report => _report;

    protected override SceneImage Image => _scene.Image;

    protected override double[] ComputeField(IDevice device, StillFile file, CancellationToken cancellationToken)
    {
        using var display = Display();
        var pixels = Image.Width * Image.Height;
        var field = new double[file.IsDistance ? 2 * pixels : pixels];
        _report.Statistics = Renderer(display).ComputeField(_frame, device, field, cancellationToken, file.IsDistance);
        return field;
    }

    protected override ComputedPicture Compute(IDevice device, CancellationToken cancellationToken)
    {
        using var display = Display();
        var computed = Renderer(display).Compute(_frame, device, cancellationToken);
        _report.SamplesPerPixel = Image.Samples;
        _report.Statistics = computed.Statistics;
        return computed;
    }

    private static ReferenceDisplay? Display() => System.Console.IsErrorRedirected ? null : new ReferenceDisplay(System.Console.Error, TimeProvider.System);

    private ZoomRenderer Renderer(IProgress<ReferenceProgress>? display) => new(_scene) { Progress = display };
}
