namespace MandelActors.Console.Lyapunov;

/// <summary>What <c>mandel lyapunov</c> was asked for.</summary>
/// <param name="ScenePath">The scene file; null for the verb's own.</param>
/// <param name="Overrides">Options that stand for a key of the scene, as (option, key, value), in the order of the help.</param>
/// <param name="Constants"><c>C=3.1</c> texts, a constant each.</param>
/// <param name="Set"><c>key=value</c> texts that change the scene.</param>
/// <param name="At">The number of the frame that a still shows, null for the first.</param>
/// <param name="Cores">Threads that compute, null for what the settings say.</param>
/// <param name="ConfigFile">A file of settings, or null.</param>
/// <param name="Config"><c>key=value</c> texts that change settings.</param>
/// <param name="OutputFile">Where to, and by its ending what; null for a film named after the scene or the sequence.</param>
/// <param name="Restart">Whether to throw away what an earlier run left of the film.</param>
/// <param name="Json">Whether standard output is for programs.</param>
public sealed record LyapunovOptions(
    string? ScenePath,
    IReadOnlyList<(string Option, string Key, string Value)> Overrides,
    IReadOnlyList<string> Constants,
    IReadOnlyList<string> Set,
    string? At,
    string? Cores,
    string? ConfigFile,
    IReadOnlyList<string> Config,
    string? OutputFile,
    bool Restart,
    bool Json);
