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
    public static async Task<int> RunAsync(RenderOptions options, CancellationToken cancellationToken)
    {
        var settings = SettingsLoader.Load(options.ConfigFile, options.Config);
        var notes = new List<string>();
        var scene = SceneLoader.Check(SceneFile.ReadDocument(options.ScenePath, options.Set), notes);
        var frames = options.Frames.Within(scene.FrameCount);
        if (string.IsNullOrWhiteSpace(options.OutputFolder ?? ".")) throw new BadInputException("--output", "", "expected a folder, found nothing");
        string folder = options.OutputFolder ?? Path.Combine("renders", Path.GetFileNameWithoutExtension(options.ScenePath));
        // What this job computes for its deep frames stays in its folder, which is locked before anything is computed.
        NodeDevices devices = new(settings, ReferenceStore.Of(new JobFolder(folder), settings.Store));
        var chosen = devices.Select(options.Devices ?? scene.Devices, options.Devices is null ? options.ScenePath : "--devices");
        Show(notes, options.Json);
        var opened = chosen.Select(devices.Open).ToArray();
        try
        {
            LocalOrder order = new(scene, options.ScenePath, folder, frames, scene is FilmScene && !options.NoFilm, options.Restart, opened, settings);
            return await ShowAsync(new LocalRender(order), DisplayFor(options, folder), cancellationToken).ConfigureAwait(false);
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

    private static void Show(List<string> notes, bool asJson)
    {
        if (!asJson) Remarks.Print(notes);
        else notes.ForEach(note => JsonLine.Write(System.Console.Out, json =>
        {
            json.WriteString("event", "warning");
            json.WriteString("warning", note);
        }));
    }

    private static IRenderDisplay DisplayFor(RenderOptions options, string folder)
    {
        if (options.Json) return new JsonDisplay(System.Console.Out);
        return System.Console.IsOutputRedirected ? new PlainDisplay(System.Console.Out, TimeProvider.System, folder) : new TerminalDisplay(folder);
    }
}
