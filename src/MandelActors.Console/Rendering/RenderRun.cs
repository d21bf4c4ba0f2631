using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Console.Verbs;
using MandelActors.Farm.Local;
using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Farm.Store;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Rendering;

/// <summary><c>mandel render</c> from its options to its exit code: reads scene and settings, runs the farm, shows what it reports.</summary>
public static class RenderRun
{
    public static Task<int> RunAsync(RenderOptions options, CancellationToken cancellationToken)
    {
        var settings = SettingsLoader.Load(options.ConfigFile, options.Config);
        var notes = new List<string>();
        var scene = SceneLoader.Check(SceneFile.ReadDocument(options.ScenePath, options.Set), notes);
        if (string.IsNullOrWhiteSpace(options.OutputFolder ?? ".")) throw new BadInputException("--output", "", "expected a folder, found nothing");
        string folder = options.OutputFolder ?? Path.Combine("renders", Path.GetFileNameWithoutExtension(options.ScenePath));
        return RunAsync(new RenderTarget(scene, options.ScenePath, notes, folder), settings, options, cancellationToken);
    }

    /// <summary>Runs the farm on a scene that has been read.</summary>
    /// <param name="target">What to render and where to.</param>
    /// <param name="settings">How this machine works.</param>
    /// <param name="options">Everything but scene, settings and folder is taken from here.</param>
    internal static async Task<int> RunAsync(RenderTarget target, NodeSettings settings, RenderOptions options, CancellationToken cancellationToken)
    {
        var scene = target.Scene;
        var frames = options.Frames.Within(scene.FrameCount);
        // What this job computes for its deep frames stays in its folder, which is locked before anything is computed.
        NodeDevices devices = new(settings, ReferenceStore.Of(new JobFolder(target.Folder), settings.Store));
        var chosen = devices.Select(options.Devices ?? scene.Devices, options.Devices is null ? target.Origin : "--devices");
        Show(target.Notes, options.Json);
        var opened = chosen.Select(devices.Open).ToArray();
        try
        {
            LocalOrder order = new(scene, target.Origin, target.Folder, frames, scene is FilmScene && !options.NoFilm, options.Restart, opened, settings) { Product = target.Product };
            return await ShowAsync(new LocalRender(order), DisplayFor(options, target.Product ?? target.Folder), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            foreach (var device in opened) device.Dispose();
        }
    }

    private static async Task<int> ShowAsync(LocalRender render, IRenderDisplay display, CancellationToken cancellationToken)
    {
        RenderReport.Finished? finished = null;
        await display.ShowAsync(async show =>
        {
            await foreach (var report in render.RunAsync(cancellationToken).ConfigureAwait(false))
            {
                finished = report as RenderReport.Finished;
                show(report);
            }
        }).ConfigureAwait(false);
        if (finished!.Succeeded) return ExitCode.Done;
        await System.Console.Error.WriteLineAsync($"mandel: {finished.Problem!.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        return ExitCode.Failed;
    }

    private static void Show(IReadOnlyList<string> notes, bool asJson)
    {
        if (!asJson) Remarks.Print(notes);
        else
        {
            foreach (string note in notes)
            {
                JsonLine.Write(System.Console.Out, json =>
                {
                    json.WriteString("event", "warning");
                    json.WriteString("warning", note);
                });
            }
        }
    }

    private static IRenderDisplay DisplayFor(RenderOptions options, string folder)
    {
        if (options.Json) return new JsonDisplay(System.Console.Out);
        return System.Console.IsOutputRedirected ? new PlainDisplay(System.Console.Out, TimeProvider.System, folder) : new TerminalDisplay(folder);
    }
}
