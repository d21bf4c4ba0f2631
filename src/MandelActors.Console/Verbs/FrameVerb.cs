using System.CommandLine;
using MandelActors.Console.Shell;
using MandelActors.Console.Stills;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel frame</c>: one picture, or its counts as a NumPy array.</summary>
public static class FrameVerb
{
    public static Command Create()
    {
        var scene = new Argument<string?>("SCENE") { Description = "a scene file; without one, one picture of the plane", Arity = ArgumentArity.ZeroOrOne };
        var at = new Option<string?>("--at") { HelpName = "N", Description = "with SCENE: the frame's number, from 0; default 0" };
        var output = new Option<string>("--output", "-o") { HelpName = "FILE", Required = true, Description = "where to: FILE.png a picture, FILE.npy its counts (float64, height × width, NaN inside), of a Lyapunov scene its exponents" };
        // Each stands for a key of the scene, so that it is checked like one.
        var keyed = new (Option<string?> Option, string Key)[]
        {
            (Text("--re", "X", "real part of the centre, exactly as written: missing digits are zeros, and a note says where the view needs more; default -0.75"), "path.keys.0.re"),
            (Text("--im", "Y", "imaginary part of the centre, likewise; default 0"), "path.keys.0.im"),
            (Text("--radius", "R", "half the height of the view, such as 1e-300; default 1.25"), "path.keys.0.radius"),
            (Text("--location", "FILE", "centre, and radius unless given, from a .kfr of Kalles Fraktaler or a .toml of Fraktaler-3"), "path.keys.0.location"),
            (Text("--width", "PIXELS", "columns; default 1280, or the scene's"), "image.width"),
            (Text("--height", "PIXELS", "rows; default 720, or the scene's"), "image.height"),
            (Text("--max-iterations", "N|auto|location", "iteration limit; location: the one in its file; default auto, or the scene's"), "iterations"),
            (Text("--samples", "N", "samples per pixel of a picture, 1 to 16"), "image.samples"),
            (Text("--palette", "P", "palette of a picture; default abyss, or the scene's"), "colour.palette"),
            (Text("--map", "M", "what colours a picture: cycle, histogram, mandeltorch, distance; default cycle, or the scene's"), "colour.map"),
            (Text("--shading", "S", "none, or boundary: dark lines where the set is within a pixel"), "colour.shading"),
            (SharedOptions.Devices(), "devices"),
        };
        var field = new Option<string?>("--field") { HelpName = "counts|distance", Description = "what a .npy holds: counts, or distances from the set in pixels; default counts" };
        var set = SharedOptions.Set();
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        var verb = new Verb(
            "frame",
            "Render one picture, or its numbers as a NumPy array.",
            ("mandel frame -o set.png", "the whole set, 1280×720"),
            ("mandel frame --re -0.743643887 --im 0.131825904 --radius 1e-6 --samples 4 -o seahorse.png", "a place of your own, four samples a pixel"),
            ("mandel frame --location scenes/locations/e113.kfr -o deep.png", "a place that another program saved, at any depth"),
            ("mandel frame scenes/seahorse.json --at 150 -o middle.png", "one frame of a film"),
            ("mandel frame --radius 1e-3 --re -0.743643887 --im 0.131825904 --map distance -o lace.png", "coloured by the distance from the set"),
            ("mandel frame --width 512 --height 512 --max-iterations 1000 -o counts.npy", "counts for numpy.load"))
        {
            scene, at,
        };
        foreach (var (option, _) in keyed) verb.Add(option);
        foreach (var option in (Option[])[field, set, config, configFile, output, json]) verb.Add(option);
        verb.SetAction((parsed, cancellation) => StillRenderer.RunAsync(
            new StillOptions(
                parsed.GetValue(scene),
                parsed.GetValue(at),
                [.. keyed.Where(pair => parsed.GetValue(pair.Option) is not null).Select(pair => (pair.Option.Name, pair.Key, parsed.GetValue(pair.Option)!))],
                parsed.GetRequiredValue(set),
                parsed.GetValue(configFile),
                parsed.GetRequiredValue(config),
                parsed.GetRequiredValue(output),
                parsed.GetValue(field),
                parsed.GetValue(json)),
            cancellation));
        return verb;
    }

    private static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
