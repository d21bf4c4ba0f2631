using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Reads a scene strictly: known keys only, every type and range checked, defaults filled in.</summary>
/// <remarks>Only <c>kind</c> and what that kind cannot do without must be there, everything else has a default.</remarks>
public static class SceneParser
{
    /// <summary>The kinds that the scene format names and this version does not render.</summary>
    private static readonly string[] LaterKinds = ["painting"];

    private delegate Scene KindParser(DocumentNode.Table document, IReadOnlyCollection<string> palettes, ICollection<string>? notes);

    private static readonly OrderedDictionary<string, KindParser> Kinds = new()
    {
        [ZoomScene.KindName] = ZoomSceneParser.Parse,
        [LyapunovScene.KindName] = LyapunovSceneParser.Parse,
        [StackScene.KindName] = StackSceneParser.Parse,
    };

    private static readonly string Expectation = string.Join(" or ", Kinds.Keys.Select(kind => $"\"{kind}\""));

    /// <param name="document">The scene's document, overrides applied; location files that it names are read and their numbers put in their place.</param>
    /// <param name="palettes">The names of the palettes there are.</param>
    /// <param name="notes">Told, a line each, what is accepted and may not be what was meant.</param>
    /// <exception cref="BadInputException">Something is missing, unknown, of the wrong type or out of range.</exception>
    public static Scene Parse(DocumentNode.Table document, IReadOnlyCollection<string> palettes, ICollection<string>? notes = null) =>
        // Before the unknown keys: the keys of another kind are no mistakes of spelling.
        KindOf(document)(document, palettes, notes);

    /// <summary>Whether a text is a comma-separated list of device names.</summary>
    public static bool IsDeviceList(string text) =>
        text.Length is > 0 and <= 1000
        && text.Split(',').All(name => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '-' or '_' or '*' or '?'));

    private static KindParser KindOf(DocumentNode.Table document)
    {
        var kind = document.Entries.GetValueOrDefault("kind");
        if (kind is DocumentNode.Text { Value: var name } && Kinds.TryGetValue(name, out var parser)) return parser;
        if (kind is DocumentNode.Text later && LaterKinds.Contains(later.Value))
            throw new BadInputException(later.Origin, "kind", $"expected {Expectation}; \"{later.Value}\" is not in this version");
        if (kind is not null)
        {
            var suggestion = kind is DocumentNode.Text wrong ? NearestKey.Suggestion(wrong.Value, [.. Kinds.Keys]) : "";
            throw new BadInputException(kind.Origin, "kind", $"expected {Expectation}, found {kind.Shown}{suggestion}");
        }

        var mistyped = document.Entries.Keys.FirstOrDefault(key => NearestKey.Of(key, ["kind"]) == "kind");
        throw new BadInputException(document.Origin, "kind", $"expected {Expectation}, found {(mistyped is null ? "nothing" : $"only \"{mistyped}\"")}");
    }
}
