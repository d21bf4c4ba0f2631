using System.CommandLine;
using MandelActors.Console.Shell;
using MandelActors.Console.Stacks;

namespace MandelActors.Console.Verbs;

/// <summary>The scene argument and the options that every one of the stack's verbs has.</summary>
internal sealed class StackSceneOptions
{
    private readonly Argument<string> _scene = new("SCENE") { Description = "a scene file of kind mandelbrot-stack" };

    private readonly (Option<string?> Option, string Key)[] _part =
    [
        (Text("--slice", "SLICE", "which part: start:stop:step for levels, rows and columns, such as \"0:20000:500,::2,::2\"; default all"), "array.slice"),
        (Text("--max-iterations", "N|auto", "iteration limit; default the scene's"), "iterations"),
    ];

    private readonly (Option<string?> Option, string Key)[] _array =
    [
        (Text("--chunks", "[L,R,C]", "levels, rows and columns of a chunk; default [1,256,256]"), "array.chunks"),
        (Text("--type", "T", "numbers of the array: u2, u4, f4 or f8"), "array.type"),
        (Text("--compressor", "C", "zlib, gzip or none"), "array.compressor"),
        (Text("--format", "2|3", "version of the Zarr format; default 2"), "array.format"),
    ];

    private readonly Option<string[]> _set = SharedOptions.Set();
    private readonly Option<string[]> _config = SharedOptions.Config();
    private readonly Option<string?> _configFile = SharedOptions.ConfigFile();
    private readonly Option<bool> _json = SharedOptions.Json();
    private IReadOnlyList<(Option<string?> Option, string Key)> _keyed = [];

    /// <param name="verb">Gets the argument and the options.</param>
    /// <param name="forArray">Whether the verb writes an array, and so wants to know how.</param>
    public void AddTo(Verb verb, bool forArray = false)
    {
        _keyed = forArray ? [.. _part, .. _array] : _part;
        verb.Add(_scene);
        foreach (var (option, _) in _keyed) verb.Add(option);
        foreach (var option in (Option[])[_set, _config, _configFile, _json]) verb.Add(option);
    }

    public StackOptions From(ParseResult parsed) => new(
        parsed.GetRequiredValue(_scene),
        [.. _keyed.Where(pair => parsed.GetValue(pair.Option) is not null).Select(pair => (pair.Option.Name, pair.Key, parsed.GetValue(pair.Option)!))],
        parsed.GetRequiredValue(_set),
        parsed.GetValue(_configFile),
        parsed.GetRequiredValue(_config),
        parsed.GetValue(_json));

    private static Option<string?> Text(string name, string value, string description) => new(name) { HelpName = value, Description = description };
}
