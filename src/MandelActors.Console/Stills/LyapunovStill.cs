using MandelActors.Farm.Rendering;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>A frame of a film of Lyapunov exponents.</summary>
internal sealed class LyapunovStill : Still
{
    private readonly LyapunovRenderer _renderer;
    private readonly LyapunovStillReport _report;

    /// <param name="scene">The scene.</param>
    /// <param name="frame">Its frame.</param>
    /// <param name="outputFile">The file as the user named it.</param>
    /// <param name="notes">What was accepted and may not be what was meant.</param>
    public LyapunovStill(LyapunovScene scene, int frame, string outputFile, IReadOnlyList<string> notes)
    {
        _renderer = new LyapunovRenderer(scene);
        _report = new LyapunovStillReport { File = outputFile, Notes = notes, Scene = scene, Frame = frame, View = _renderer.ViewAt(frame) };
    }

    public override LyapunovStillReport Report => _report;

    protected override SceneImage Image => _renderer.Scene.Image;

    protected override double[] ComputeField(IDevice device, StillFile file, CancellationToken cancellationToken)
    {
        var field = new double[Image.Width * Image.Height];
        _report.Statistics = _renderer.ComputeField(_report.Frame, device, field, cancellationToken);
        return field;
    }

    protected override ComputedPicture Compute(IDevice device, CancellationToken cancellationToken)
    {
        var computed = _renderer.Compute(_report.Frame, device, cancellationToken);
        _report.Statistics = computed.Statistics;
        return computed;
    }
}
