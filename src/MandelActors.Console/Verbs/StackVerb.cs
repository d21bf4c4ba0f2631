using System.CommandLine;
using MandelActors.Console.Shell;
using MandelActors.Console.Stacks;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel stack</c>: lazy arrays of counts, written, shown and asked.</summary>
internal static class StackVerb
{
    private const string Slice = "0:20000:500,::2,::2";

    public static Command Create()
    {
        var scene = new StackSceneOptions();
        var output = new Option<string>("--output", "-o") { HelpName = "OUT.zarr", Description = "the array; its journal lies beside it in OUT.zarr.job", Required = true };
        var restart = new Option<bool>("--restart") { Description = "throw away what an earlier run left" };
        var devices = SharedOptions.Devices();
        var verb = new Verb(
            "stack",
            "Write a stack of levels, or any slice of it, as a Zarr array. Run it again after any interruption and it resumes.",
            ($"mandel stack scenes/zoom-stack.json --slice \"{Slice}\" -o preview.zarr", "40 levels of the 120,000, every second pixel"),
            ("mandel stack scenes/zoom-stack.json --type f4 --set escape.count=smooth --set escape.radius=256 --slice \"::1000\" -o smooth.zarr", "smooth counts"),
            ("mandel stack pick scenes/zoom-stack.json --slice \"3000,255,255\"", "one value, computed on the spot"))
        {
            output, restart, devices,
        };
        scene.AddTo(verb, forArray: true);
        verb.Add(MontageVerb());
        verb.Add(AnimateVerb());
        verb.Add(PickVerb());
        verb.Add(ServeVerb());
        verb.SetAction((parsed, cancellation) => StackRun.RunAsync(
            scene.From(parsed), parsed.GetRequiredValue(output), parsed.GetValue(restart), parsed.GetValue(devices), cancellation));
        return verb;
    }

    private static Verb PickVerb()
    {
        var scene = new StackSceneOptions();
        var verb = new Verb(
            "pick",
            "Print values of a stack, computed on the spot.",
            ("mandel stack pick scenes/zoom-stack.json --slice \"3000,255,255\"", "one value"),
            ("mandel stack pick scenes/zoom-stack.json --slice \"::30000,255,::128\" --json", "some, for a program"));
        scene.AddTo(verb);
        verb.SetAction((parsed, cancellation) => PickRun.RunAsync(scene.From(parsed), cancellation));
        return verb;
    }

    private static Verb ServeVerb()
    {
        var scene = new StackSceneOptions();
        var listen = new Option<string>("--listen") { HelpName = "ADDRESS:PORT", Description = "where, on this machine; port 0 takes any; default 127.0.0.1:7420", DefaultValueFactory = _ => "127.0.0.1:7420" };
        var cache = new Option<int>("--cache-mib") { HelpName = "N", Description = "memory for finished chunks and pictures; default 256", DefaultValueFactory = _ => 256 };
        var devices = SharedOptions.Devices();
        var verb = new Verb(
            "serve",
            "Answer whoever asks for any part of a stack over HTTP, computed when asked for. Zarr opens the address as an array; a browser shows how.",
            ("mandel stack serve scenes/zoom-stack.json", "then in Python: zarr.open(\"http://127.0.0.1:7420\", mode=\"r\")[3000]"),
            ("curl -o cell.npy \"http://127.0.0.1:7420/slice?at=0:20000:500,::2,::2\"", "a slice for numpy.load; with &as=json a text"),
            ("curl -o level.png \"http://127.0.0.1:7420/level/3000.png?palette=magma&contrast=0:256\"", "a picture of one level"))
        {
            listen, cache, devices,
        };
        scene.AddTo(verb, forArray: true);
        verb.SetAction((parsed, cancellation) => ServeRun.RunAsync(
            scene.From(parsed), parsed.GetRequiredValue(listen), parsed.GetValue(cache), parsed.GetValue(devices), cancellation));
        return verb;
    }

    private static Verb MontageVerb()
    {
        var scene = new StackSceneOptions();
        var colours = new StackColourOptions();
        var output = new Option<string>("--output", "-o") { HelpName = "FILE.png", Description = "the picture", Required = true };
        var columns = new Option<int?>("--columns") { HelpName = "N", Description = "levels in a row; default about as wide as high" };
        var verb = new Verb(
            "montage",
            "Show some levels of a stack side by side: those of --slice, or the first, the middle and the last.",
            ("mandel stack montage scenes/zoom-stack.json -o levels.png", "three levels"),
            ("mandel stack montage scenes/zoom-stack.json --slice \"::10000,::4,::4\" --palette magma --contrast each -o sheet.png", "twelve, each with its own contrast"))
        {
            output, columns,
        };
        scene.AddTo(verb);
        colours.AddTo(verb);
        verb.SetAction((parsed, cancellation) => MontageRun.RunAsync(
            scene.From(parsed), colours.From(parsed), parsed.GetValue(columns), parsed.GetRequiredValue(output), cancellation));
        return verb;
    }

    private static Verb AnimateVerb()
    {
        var scene = new StackSceneOptions();
        var colours = new StackColourOptions();
        var output = new Option<string>("--output", "-o") { HelpName = "FILE", Description = "the film: .apng, .mp4 or lossless .mkv", Required = true };
        var fps = new Option<double>("--fps") { HelpName = "N", Description = "levels a second", DefaultValueFactory = _ => 6.667 };
        var verb = new Verb(
            "animate",
            "Make a film of the levels of a slice, with one contrast for all of them.",
            ($"mandel stack animate scenes/zoom-stack.json --slice \"{Slice}\" -o preview.apng", "40 levels, 150 ms each"))
        {
            output, fps,
        };
        scene.AddTo(verb);
        colours.AddTo(verb);
        verb.SetAction((parsed, cancellation) => AnimateRun.RunAsync(
            scene.From(parsed), colours.From(parsed), parsed.GetValue(fps), parsed.GetRequiredValue(output), cancellation));
        return verb;
    }
}
