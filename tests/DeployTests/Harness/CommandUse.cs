using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MandelActors.DeployTests.Harness;

/// <summary>A place in <c>deploy/</c> where the program is started.</summary>
/// <param name="File">Relative to <c>deploy/</c>.</param>
/// <param name="Verb">The program's verb.</param>
/// <param name="Options">Options with two dashes, as they are written.</param>
internal sealed partial record CommandUse(string File, string Verb, IReadOnlyList<string> Options)
{
    /// <summary>Every one of them.</summary>
    public static IReadOnlyList<CommandUse> All { get; } = [.. DeployFolder.Files().SelectMany(In)];

    private static IEnumerable<CommandUse> In(string file) => Path.GetExtension(file) switch
    {
        ".yaml" => YamlFile.Read(DeployFolder.Combine(file)).SelectMany(document => document.Mappings()).SelectMany(mapping => InContainer(file, mapping)),
        _ => InText(file, System.IO.File.ReadAllText(DeployFolder.Combine(file))),
    };

    /// <summary>Of a container with an entry point the arguments begin with the verb.</summary>
    private static IEnumerable<CommandUse> InContainer(string file, JsonObject mapping)
    {
        foreach (string key in (string[])["args", "command"])
        {
            string[] words = [.. mapping.List(key).Select(word => word.ToString())];
            if (words is ["seed" or "gpu", ..]) yield return new CommandUse(file, words[0], [.. words.Where(IsOption)]);
        }
    }

    /// <summary>Lines that start <c>mandel</c>, by whatever path or variable, and go on after a backslash.</summary>
    public static IEnumerable<CommandUse> InText(string file, string text) =>
        from Match line in Start().Matches(text.Replace("\\\n", " ", StringComparison.Ordinal))
        select new CommandUse(file, line.Groups["verb"].Value, [.. Option().Matches(line.Groups["rest"].Value).Select(option => option.Value)]);

    private static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    [GeneratedRegex("""(?<![-\w.])(?:/opt/mandel/mandel|mandel|"\$\{MANDEL:-mandel\}") (?<verb>seed|gpu|submit|jobs|status|watch|fetch|nodes|logs|devices|doctor)\b(?<rest>[^`\n|;&]*(?:;Passfile[^\n]*)?)""")]
    private static partial Regex Start();

    [GeneratedRegex(@"(?<=\s)--[a-z][a-z-]*")]
    private static partial Regex Option();
}
