using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads scene files.</summary>
public static class SceneFile
{
    /// <summary>The document of a scene file with <c>--set key=value</c> assignments applied, not yet validated.</summary>
    /// <exception cref="BadInputException">The file is no JSON object, or an assignment has no place in it.</exception>
    public static DocumentNode.Table ReadDocument(string path, IEnumerable<string> assignments)
    {
        var document = DocumentReader.ReadFile(path);
        foreach (var assignment in assignments) DocumentOverride.Parse("--set", assignment).ApplyTo(document);
        return document;
    }

    /// <summary>Reads and validates a scene.</summary>
    /// <param name="path">The file.</param>
    /// <param name="palettes">The names of the palettes there are.</param>
    /// <param name="assignments"><c>key=value</c> texts that replace values of the file.</param>
    /// <exception cref="BadInputException">The scene cannot be accepted.</exception>
    public static Scene Read(string path, IReadOnlyCollection<string> palettes, params IEnumerable<string> assignments) =>
        SceneParser.Parse(ReadDocument(path, assignments), palettes);
}
