using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Verbs;

/// <summary>What <c>mandel render</c> was asked for.</summary>
/// <param name="ScenePath">The scene file.</param>
/// <param name="OutputFolder">The job's folder; null for <c>renders/</c> and the scene file's name without ending.</param>
/// <param name="Frames">The frames to render.</param>
/// <param name="Devices">Devices to use instead of the scene's, or null.</param>
/// <param name="Set"><c>key=value</c> texts that change the scene.</param>
/// <param name="ConfigFile">A file of settings, or null.</param>
/// <param name="Config"><c>key=value</c> texts that change settings.</param>
/// <param name="NoFilm">Whether to stop after the frames.</param>
/// <param name="Restart">Whether to throw an earlier job in the folder away.</param>
/// <param name="Json">Whether standard output is for programs: one JSON object per line.</param>
public sealed record RenderOptions(
    string ScenePath,
    string? OutputFolder,
    FrameRange Frames,
    string? Devices,
    IReadOnlyList<string> Set,
    string? ConfigFile,
    IReadOnlyList<string> Config,
    bool NoFilm,
    bool Restart,
    bool Json);
