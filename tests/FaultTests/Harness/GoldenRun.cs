namespace MandelActors.FaultTests.Harness;

/// <summary>What an undisturbed run of a scene leaves behind: the measure of every disturbed one.</summary>
/// <param name="Scene">The scene rendered.</param>
/// <param name="Folder">The run's folder, kept to be copied; nobody changes it.</param>
/// <param name="Files">Every file of the folder.</param>
/// <param name="FrameHashes">SHA-256 of each frame's file.</param>
/// <param name="FilmHashes">One hash per picture of the film.</param>
internal sealed record GoldenRun(
    FaultScene Scene, RenderedFolder Folder, IReadOnlyList<string> Files, IReadOnlyList<string> FrameHashes, IReadOnlyList<string> FilmHashes)
{
    public static async Task<GoldenRun> RenderAsync(FaultScene scene, string folder)
    {
        FaultJob job = new(scene, folder);
        (await job.RenderAsync()).ShouldBeDone();
        RenderedFolder rendered = job.Folder;
        return new GoldenRun(
            scene,
            rendered,
            rendered.Files,
            [.. Enumerable.Range(0, scene.Frames).Select(frame => RenderedFolder.Hash(rendered.Frame(frame)))],
            rendered.FilmHashes());
    }
}
