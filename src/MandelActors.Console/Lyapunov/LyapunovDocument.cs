using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Scenes;

namespace MandelActors.Console.Lyapunov;

/// <summary>The scene that options make of a file, or of nothing.</summary>
internal static class LyapunovDocument
{
    /// <summary>The sequence of the program that this kind of film comes from; everything else has that program's values by default.</summary>
    private static ReadOnlySpan<byte> Usual => """{ "kind": "lyapunov", "sequence": "AACBABD" }"""u8;

    /// <exception cref="BadInputException">The file is none of this kind, or an option has no place in it.</exception>
    public static DocumentNode.Table From(LyapunovOptions options)
    {
        var document = options.ScenePath is { } path ? SceneFile.ReadDocument(path, []) : DocumentReader.Read(Usual, "command line");
        if (document.Entries.GetValueOrDefault("kind") is DocumentNode.Text { Value: var kind } && kind != LyapunovScene.KindName)
            throw new BadInputException(document.Origin, "kind", $"expected \"{LyapunovScene.KindName}\", found \"{kind}\"; mandel render takes every kind");
        foreach (var assignment in options.Set) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        foreach (var (option, key, value) in options.Overrides) DocumentOverride.Of(option, key, value).ApplyTo(document);
        foreach (var constant in options.Constants)
        {
            var assignment = DocumentOverride.Parse("--const", constant);
            (assignment with { Path = KeyPath.Child("constants", assignment.Path.ToUpperInvariant()) }).ApplyTo(document);
        }

        return document;
    }
}
