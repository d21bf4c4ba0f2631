using System.CommandLine;
using MandelActors.Console.Farms;
using MandelActors.Console.Output;
using MandelActors.Console.Shell;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel submit</c>: hands a scene to a farm.</summary>
internal static class SubmitVerb
{
    public static Command Create()
    {
        var scene = new Argument<string>("SCENE") { Description = "the scene file" };
        var set = SharedOptions.Set();
        var frames = new Option<string?>("--frames") { HelpName = "A..B", Description = "only these frames, both ends included, counted from 0" };
        var noFilm = new Option<bool>("--no-film") { Description = "stop after the frames" };
        var name = new Option<string?>("--name") { HelpName = "TEXT", Description = "what the job is called in lists; default the scene file's name" };
        var key = new Option<string?>("--key") { HelpName = "K", Description = "the same command with the same key is the same job, however often it is given; another one is refused" };
        var priority = new Option<int>("--priority") { HelpName = "P", Description = "-100 to 100: of two jobs that want a device the larger one gets it; default 0" };
        var tags = new Option<string[]>("--require-tag") { HelpName = "T", Description = "only nodes with this tag work for the job; may be repeated", DefaultValueFactory = _ => [] };
        var devices = new Option<int?>("--max-devices") { HelpName = "N", Description = "most devices that work for the job at once; default all" };
        var least = new Option<double>("--min-frame-seconds") { HelpName = "S", Description = "what is faster counts as failed; default 0, no limit" };
        var most = new Option<double>("--max-frame-seconds") { HelpName = "S", Description = "what takes longer is given to another device; default 0, no limit" };
        var watch = new Option<bool>("--watch") { Description = "stay and show the job until it is over" };
        var farm = new FarmOptions();
        var verb = new Verb(
            "submit",
            "Hand a scene to a farm and print the job's id. The scene is checked here first; its location files travel with it.",
            ("mandel submit scenes/seahorse.json --seed https://host:7414 --token-file token", "a job for the farm at this seed"),
            ("mandel submit scenes/seahorse.json --watch", "stay until it is done, at the farm of MANDEL_SEED or of this machine"),
            ("mandel submit scenes/seahorse.json --key tonight --priority 10", "in a script: given again, it is the same job"),
            ("mandel submit scenes/deep-mandala.json --require-tag avx512 --max-devices 4", "by four devices at most, of machines with this tag"))
        {
            scene, set, frames, noFilm, name, key, priority, tags, devices, least, most, watch,
        };
        farm.AddTo(verb);
        verb.SetAction(async (parsed, cancellation) =>
        {
            var range = parsed.GetValue(frames) is { } text ? FrameRange.Parse("--frames", text) : FrameRange.All;
            var order = new SubmitOrder(parsed.GetRequiredValue(scene), parsed.GetRequiredValue(set), range, parsed.GetValue(name), parsed.GetValue(key))
            {
                Priority = parsed.GetValue(priority),
                RequireTags = parsed.GetRequiredValue(tags),
                MaxDevices = parsed.GetValue(devices),
                NoFilm = parsed.GetValue(noFilm),
                MinFrameSeconds = parsed.GetValue(least),
                MaxFrameSeconds = parsed.GetValue(most),
            };
            var notes = new List<string>();
            var request = SubmitRun.Prepare(order, notes);
            using var client = farm.Open(parsed);
            Remarks.Print(notes);
            return await SubmitRun.RunAsync(client, request, parsed.GetValue(watch), farm.IsJson(parsed), cancellation).ConfigureAwait(false);
        });
        return verb;
    }
}
