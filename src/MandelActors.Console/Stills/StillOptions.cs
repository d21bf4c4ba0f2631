namespace MandelActors.Console.Stills;

/// <summary>What <c>mandel frame</c> was asked for.</summary>
/// <param name="ScenePath">The scene file; null for one picture of the plane.</param>
/// <param name="At">The frame's number, null for the first.</param>
/// <param name="Overrides">Options that stand for a key of the scene, as (option, key, value), in the order given.</param>
/// <param name="Set"><c>key=value</c> texts that change the scene.</param>
/// <param name="ConfigFile">A file of settings, or null.</param>
/// <param name="Config"><c>key=value</c> texts that change settings.</param>
/// <param name="OutputFile">Where to: a <c>.png</c> or <c>.npy</c>.</param>
/// <param name="Field">What a <c>.npy</c> holds, or null.</param>
/// <param name="Json">Whether standard output is for programs.</param>
public sealed record StillOptions(
    string? ScenePath,
    string? At,
    IReadOnlyList<(string Option, string Key, string Value)> Overrides,
    IReadOnlyList<string> Set,
    string? ConfigFile,
    IReadOnlyList<string> Config,
    string OutputFile,
    string? Field,
    bool Json);
