using System.Diagnostics;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Npy;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>One frame on its way into one file: what is the same for all kinds of scene.</summary>
internal abstract class Still
{
    /// <summary>What there is to say about it; complete once it is rendered.</summary>
    public abstract StillReport Report { get; }

    protected abstract SceneImage Image { get; }

    /// <summary>The still of a scene of any kind.</summary>
    /// <param name="shown">The scene and which of its frames.</param>
    /// <param name="outputFile">The file as the user named it.</param>
    public static Still Of(StillScene shown, string outputFile) => shown.Scene switch
    {
        ZoomScene zoom => new ZoomStill(zoom, shown.Frame, outputFile, shown.Notes),
        LyapunovScene lyapunov => new LyapunovStill(lyapunov, shown.Frame, outputFile, shown.Notes),
        _ => throw new ArgumentException($"unknown scene {shown.Scene.GetType().Name}", nameof(shown)),
    };

    /// <summary>Computes and writes it.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled; nothing was written.</exception>
    public void Render(IDevice device, StillFile file, CancellationToken cancellationToken)
    {
        Report.Device = device.Info;
        if (file.IsField)
            WriteField(device, file, cancellationToken);
        else
            WritePicture(device, file, cancellationToken);
    }

    /// <summary>The numbers of the file, height × width, at the end of what is returned.</summary>
    protected abstract double[] ComputeField(IDevice device, StillFile file, CancellationToken cancellationToken);

    protected abstract ComputedPicture Compute(IDevice device, CancellationToken cancellationToken);

    private void WriteField(IDevice device, StillFile file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var field = ComputeField(device, file, cancellationToken);
        Report.Took("compute", ref started);
        DurableFile.Write(file.Path, stream => NpyWriter.Write(stream, field.AsSpan(^(Image.Width * Image.Height)..), Image.Height, Image.Width));
        Report.Took("write", ref started);
    }

    private void WritePicture(IDevice device, StillFile file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var computed = Compute(device, cancellationToken);
        Report.Took("compute", ref started);
        var picture = computed.Colour();
        Report.Took("colour", ref started);
        DurableFile.Write(file.Path, stream => PngWriter.Write(stream, picture, new PngOptions { Effort = PngEffort.Small }));
        Report.Took("write", ref started);
    }
}
