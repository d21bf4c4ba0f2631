using System.Diagnostics;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Imaging.Npy;
using MandelActors.Imaging.Png;
using MandelActors.Kernels;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>Renders one frame into one file, on one device, without the farm.</summary>
internal static class StillRenderer
{
    public static async Task<int> RunAsync(StillOptions options, CancellationToken cancellationToken)
    {
        var settings = SettingsLoader.Load(options.ConfigFile, options.Config);
        var (scene, frame, notes) = StillScene.From(options);
        var file = StillFile.From(options.OutputFile, options.Field);
        if (file.IsDistance && scene.Escape.Radius < SceneEscape.LeastDistanceRadius)
            throw new BadInputException("--field distance", "escape.radius", $"expected at least {SceneEscape.LeastDistanceRadius} beside it");
        var devices = new NodeDevices(settings);
        var chosen = devices.Select(scene.Devices, options.Overrides.Any(given => given.Key == "devices") ? "--devices" : options.ScenePath ?? "command line");
        var report = new StillReport { File = options.OutputFile, Notes = notes };
        if (!options.Json) Remarks.Print(notes);
        // Off the thread that listens for Ctrl-C: a frame occupies its caller.
        await Task.Run(() => Render(scene, frame, devices, chosen[0], file, report, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (options.Json)
            JsonLine.Write(System.Console.Out, report.WriteTo);
        else
            System.Console.Out.WriteLine(report);
        return ExitCode.Done;
    }

    private static void Render(
        ZoomScene scene, int frame, NodeDevices devices, DeviceInfo chosen, StillFile file, StillReport report, CancellationToken cancellationToken)
    {
        using var display = System.Console.IsErrorRedirected ? null : new ReferenceDisplay(System.Console.Error, TimeProvider.System);
        var renderer = new ZoomRenderer(scene) { Progress = display };
        using var device = devices.Open(chosen);
        report.Device = device.Info;
        report.View = renderer.ViewAt(frame);
        if (file.IsField)
            WriteField(renderer, frame, device, file, report, cancellationToken);
        else
            WritePicture(renderer, frame, device, file, report, cancellationToken);
    }

    private static void WriteField(ZoomRenderer renderer, int frame, IDevice device, StillFile file, StillReport report, CancellationToken cancellationToken)
    {
        var image = renderer.Scene.Image;
        var pixels = image.Width * image.Height;
        var field = new double[file.IsDistance ? 2 * pixels : pixels];
        var started = Stopwatch.GetTimestamp();
        report.Statistics = renderer.ComputeField(frame, device, field, cancellationToken, file.IsDistance);
        report.Took("compute", ref started);
        DurableFile.Write(file.Path, stream => NpyWriter.Write(stream, field.AsSpan(^pixels..), image.Height, image.Width));
        report.Took("write", ref started);
    }

    private static void WritePicture(ZoomRenderer renderer, int frame, IDevice device, StillFile file, StillReport report, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        report.SamplesPerPixel = renderer.Scene.Image.Samples;
        using var computed = renderer.Compute(frame, device, cancellationToken);
        report.Statistics = computed.Statistics;
        report.Took("compute", ref started);
        var picture = computed.Colour();
        report.Took("colour", ref started);
        DurableFile.Write(file.Path, stream => PngWriter.Write(stream, picture, new PngOptions { Effort = PngEffort.Small }));
        report.Took("write", ref started);
    }
}
