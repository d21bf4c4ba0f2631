using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stills;

/// <summary>Renders one frame into one file, on one device, without the farm.</summary>
internal static class StillRenderer
{
    public static Task<int> RunAsync(StillOptions options, CancellationToken cancellationToken)
    {
        var settings = SettingsLoader.Load(options.ConfigFile, options.Config);
        var shown = StillScene.From(options);
        var file = StillFile.From(options.OutputFile, options.Field);
        RequireField(options, shown, file);
        var devicesOrigin = options.Overrides.Any(given => given.Key == "devices") ? "--devices" : options.ScenePath ?? "command line";
        return RunAsync(new StillOrder(shown, options.OutputFile, file, devicesOrigin, settings, options.Json), cancellationToken);
    }

    /// <summary>Renders a still and says what it turned out to be.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">The scene names a device that is not here.</exception>
    public static async Task<int> RunAsync(StillOrder order, CancellationToken cancellationToken)
    {
        var devices = new NodeDevices(order.Settings);
        var chosen = devices.Select(order.Shown.Scene.Devices, order.DevicesOrigin);
        var still = Still.Of(order.Shown, order.OutputFile);
        if (!order.Json) Remarks.Print(order.Shown.Notes);
        // Off the thread that listens for Ctrl-C: a frame occupies its caller.
        await Task.Run(() => Render(), cancellationToken).ConfigureAwait(false);
        if (order.Json)
            JsonLine.Write(System.Console.Out, still.Report.WriteTo);
        else
            System.Console.Out.WriteLine(still.Report);
        return ExitCode.Done;

        void Render()
        {
            using var device = devices.Open(chosen[0]);
            still.Render(device, order.File, cancellationToken);
        }
    }

    private static void RequireField(StillOptions options, StillScene shown, StillFile file)
    {
        if (options.Field is null) return;
        if (shown.Scene is not ZoomScene zoom)
            throw new BadInputException($"--field {options.Field}", "", $"expected a scene of kind \"{ZoomScene.KindName}\" beside it: a \"{shown.Scene.Kind}\" has one field only");
        if (file.IsDistance && zoom.Escape.Radius < SceneEscape.LeastDistanceRadius)
            throw new BadInputException("--field distance", "escape.radius", $"expected at least {SceneEscape.LeastDistanceRadius} beside it");
    }
}
