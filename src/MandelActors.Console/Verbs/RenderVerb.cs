using System.CommandLine;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel render</c>: the whole farm in this process.</summary>
public static class RenderVerb
{
    /// <param name="render">Does the work and returns the exit code.</param>
    public static Command Create(Func<RenderOptions, CancellationToken, Task<int>> render)
    {
        var scene = new Argument<string>("SCENE") { Description = "the scene file" };
        var output = new Option<string?>("--output", "-o") { HelpName = "DIR", Description = "the job's folder; default renders/NAME, after the scene file" };
        var frames = new Option<string?>("--frames") { HelpName = "A..B", Description = "only these frames, both ends included, counted from 0" };
        var devices = SharedOptions.Devices();
        var set = SharedOptions.Set();
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var noFilm = new Option<bool>("--no-film") { Description = "stop after the frames" };
        var restart = new Option<bool>("--restart") { Description = "throw away what an earlier run left in the folder" };
        var json = SharedOptions.Json();
        var verb = new Verb(
            "render",
            "Render a scene's frames and film into a folder. Run it again after any interruption and it resumes.",
            ("mandel render scenes/seahorse.json", "frames and film into renders/seahorse/"),
            ("mandel render scenes/seahorse.json -o /tmp/small --set image.width=320 --set image.height=180", "the same film, smaller"),
            ("mandel render scenes/deep-mandala.json", "a zoom to 1e-113; its reference orbit is computed once and kept in the folder"),
            ("mandel render scenes/seahorse.json --frames 0..29 --no-film", "only the first second's frames"),
            ("mandel render scenes/seahorse.json --json", "progress for a program to read"))
        {
            scene, output, frames, devices, set, noFilm, restart, config, configFile, json,
        };
        verb.SetAction((parsed, cancellation) => render(
            new RenderOptions(
                parsed.GetRequiredValue(scene),
                parsed.GetValue(output),
                parsed.GetValue(frames) is { } range ? FrameRange.Parse("--frames", range) : FrameRange.All,
                parsed.GetValue(devices),
                parsed.GetRequiredValue(set),
                parsed.GetValue(configFile),
                parsed.GetRequiredValue(config),
                parsed.GetValue(noFilm),
                parsed.GetValue(restart),
                parsed.GetValue(json)),
            cancellation));
        return verb;
    }
}
