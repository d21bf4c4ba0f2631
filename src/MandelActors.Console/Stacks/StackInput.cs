using MandelActors.Farm.Rendering;
using MandelActors.Farm.Settings;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Stacks;

/// <summary>A stack as the command line and its scene file describe it.</summary>
/// <param name="Scene">The scene, validated.</param>
/// <param name="Notes">What was accepted and may not be what was meant, a line each.</param>
/// <param name="Settings">How this machine works.</param>
internal sealed record StackInput(StackScene Scene, IReadOnlyList<string> Notes, NodeSettings Settings)
{
    /// <exception cref="BadInputException">Scene, options or settings cannot be accepted.</exception>
    public static StackInput From(StackOptions options)
    {
        var settings = SettingsLoader.Load(options.ConfigFile, options.Config);
        var document = SceneFile.ReadDocument(options.ScenePath, options.Set);
        foreach (var (option, key, value) in options.Overrides) DocumentOverride.Of(option, key, value).ApplyTo(document);
        var notes = new List<string>();
        return SceneLoader.Check(document, notes) is StackScene scene
            ? new StackInput(scene, notes, settings)
            : throw new BadInputException(options.ScenePath, "kind", $"expected \"{StackScene.KindName}\"; mandel render draws the other kinds");
    }
}
