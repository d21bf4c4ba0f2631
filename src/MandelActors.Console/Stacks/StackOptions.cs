namespace MandelActors.Console.Stacks;

/// <summary>What every one of the stack's verbs is told.</summary>
/// <param name="ScenePath">The scene file.</param>
/// <param name="Overrides">Options that stand for a key of the scene, as (option, key, value), in the order given.</param>
/// <param name="Set"><c>key=value</c> texts that change the scene.</param>
/// <param name="ConfigFile">A file of settings, or null.</param>
/// <param name="Config"><c>key=value</c> texts that change settings.</param>
/// <param name="Json">Whether standard output is for programs.</param>
internal sealed record StackOptions(
    string ScenePath,
    IReadOnlyList<(string Option, string Key, string Value)> Overrides,
    IReadOnlyList<string> Set,
    string? ConfigFile,
    IReadOnlyList<string> Config,
    bool Json)
{
    /// <summary>Whether the user said which part of the stack is meant.</summary>
    public bool HasSlice => Overrides.Any(given => given.Key == "array.slice");
}
