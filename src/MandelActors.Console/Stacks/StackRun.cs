using MandelActors.Console.Rendering;
using MandelActors.Console.Verbs;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stacks;

/// <summary><c>mandel stack SCENE -o OUT.zarr</c>: the slice as a Zarr array, made by the farm in this process.</summary>
internal static class StackRun
{
    private const string Ending = ".zarr";

    /// <param name="options">Scene and slice.</param>
    /// <param name="output">The array's folder.</param>
    /// <param name="restart">Whether to throw away what an earlier run left.</param>
    /// <param name="devices">Devices to use instead of the scene's, or null.</param>
    /// <param name="cancellationToken">Ends the work; the next run resumes.</param>
    public static Task<int> RunAsync(StackOptions options, string output, bool restart, string? devices, CancellationToken cancellationToken)
    {
        var input = StackInput.From(options);
        var product = Path.TrimEndingDirectorySeparator(output);
        if (!product.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)) throw new BadInputException($"-o {output}", "", $"expected a folder ending in {Ending}");
        var target = new RenderTarget(input.Scene, options.ScenePath, input.Notes, RenderTarget.FolderBeside(product), product);
        var render = new RenderOptions(
            options.ScenePath, target.Folder, FrameRange.All, devices, options.Set, options.ConfigFile, options.Config, NoFilm: true, restart, options.Json);
        return RenderRun.RunAsync(target, input.Settings, render, cancellationToken);
    }
}
