using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Rendering;

/// <summary>A scene to be rendered, and where to.</summary>
/// <param name="Scene">The scene, validated.</param>
/// <param name="Origin">Where it came from, for errors: its file, or the command line.</param>
/// <param name="Notes">What was accepted in it and may not be what was meant, a line each.</param>
/// <param name="Folder">The job's folder.</param>
/// <param name="Product">Where the film or array goes, if not into the folder.</param>
internal sealed record RenderTarget(Scene Scene, string Origin, IReadOnlyList<string> Notes, string Folder, string? Product = null)
{
    /// <summary>The job's folder of a film or array that has a place of its own: <c>out.mp4.job</c> beside <c>out.mp4</c>.</summary>
    public static string FolderBeside(string product) => product + ".job";
}
