using System.CommandLine;
using MandelActors.Console.Lyapunov;
using MandelActors.Console.Shell;

namespace MandelActors.Console.Verbs;

/// <summary><c>mandel lyapunov</c>: a picture of Lyapunov exponents, the exponents themselves, or a film of them.</summary>
public static class LyapunovVerb
{
    public static Command Create()
    {
        var scene = new Argument<string?>("SCENE") { Description = "a scene file of kind lyapunov; without one, C and D go round", Arity = ArgumentArity.ZeroOrOne };
        var output = new Option<string?>("--output", "-o", "--fname")
        {
            HelpName = "FILE",
            Description = "FILE.png a picture, FILE.npy its exponents (float64, height × width), FILE.mp4, .mkv or .apng a film, its frames in FILE.job; default SEQUENCE.mp4",
        };
        var at = new Option<string?>("--at") { HelpName = "N", Description = "which frame of the film a picture shows, from 0; default 0" };
        // Each stands for a key of the scene, so that it is checked like one.
        var keyed = new (Option<string?> Option, string Key)[]
        {
            (Text("--seq", "LETTERS", "the order in which the coefficients take turns, A and B the axes; default AACBABD"), "sequence"),
            (Text("--xmin", "A", "coefficient A at the left; default 2"), "a.from"),
            (Text("--xmax", "A", "coefficient A at the right; default 4"), "a.to"),
            (Text("--ymin", "B", "coefficient B at the bottom; default 2"), "b.from"),
            (Text("--ymax", "B", "coefficient B at the top; default 4"), "b.to"),
            (Text("--xc", "C", "where the circle of C and D has its centre; default 3"), "motion.centre.C"),
            (Text("--yc", "D", "likewise for D; default 3"), "motion.centre.D"),
            (Text("--rad", "R", "the circle's radius; default 0.2"), "motion.radius"),
            (Text("--its", "N", "iterates of an orbit; default 100"), "iterations"),
            (Text("--width", "PIXELS", "columns; default 512"), "image.width"),
            (Text("--height", "PIXELS", "rows; default 512"), "image.height"),
            (Text("--samples", "N", "samples per pixel, 1 to 16; default 1"), "image.samples"),
            (Text("--palette", "P", "palette; default managua", "--pal"), "colour.palette"),
            (Text("--dur", "SECONDS", "length of the film; default 60"), "film.seconds"),
            (Text("--fps", "RATE", "frames per second; default 30"), "film.fps"),
            (SharedOptions.Devices(), "devices"),
        };
        var constants = new Option<string[]>("--const")
        {
            HelpName = "LETTER=VALUE",
            Description = "a letter that does not move, such as C=3.1; with C and D both, nothing goes round; may be repeated",
            DefaultValueFactory = _ => [],
        };
        var cores = new Option<string?>("--cores") { HelpName = "N", Description = "threads that compute; default every core" };
        var restart = new Option<bool>("--restart") { Description = "throw away what an earlier run left in FILE.job" };
        var set = SharedOptions.Set();
        var config = SharedOptions.Config();
        var configFile = SharedOptions.ConfigFile();
        var json = SharedOptions.Json();
        var verb = new Verb(
            "lyapunov",
            "Draw Lyapunov exponents of the logistic map whose coefficient follows a sequence of letters: a picture, or a film in which letters move.",
            ("mandel lyapunov --seq ACDBCD -o rotation.mp4", "a minute in which C and D go round once; run it again after any interruption and it resumes"),
            ("mandel lyapunov --seq BBBBBBAAAAAA --xmin 2.5 --xmax 3.4 --ymin 3.4 --ymax 4 --its 400 --width 900 --height 600 -o zircon-zity.png", "the picture that made these famous"),
            ("mandel lyapunov --seq ABCD --const C=3.1 --const D=2.9 --samples 4 -o still.png", "any letters, held still"),
            ("mandel lyapunov scenes/lyapunov-rotation.json --at 450 -o quarter.png", "one frame of a film"),
            ("mandel lyapunov --seq AB -o exponents.npy", "exponents for numpy.load"))
        {
            scene, output, at,
        };
        foreach (var (option, _) in keyed) verb.Add(option);
        foreach (var option in (Option[])[constants, cores, restart, set, config, configFile, json]) verb.Add(option);
        verb.SetAction((parsed, cancellation) => LyapunovRun.RunAsync(
            new LyapunovOptions(
                parsed.GetValue(scene),
                [.. keyed.Where(pair => parsed.GetValue(pair.Option) is not null).Select(pair => (pair.Option.Name, pair.Key, parsed.GetValue(pair.Option)!))],
                parsed.GetRequiredValue(constants),
                parsed.GetRequiredValue(set),
                parsed.GetValue(at),
                parsed.GetValue(cores),
                parsed.GetValue(configFile),
                parsed.GetRequiredValue(config),
                parsed.GetValue(output),
                parsed.GetValue(restart),
                parsed.GetValue(json)),
            cancellation));
        return verb;
    }

    private static Option<string?> Text(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description };
}
