using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Scenes;

/// <summary>Names what differs between two scenes that should be the same job.</summary>
public static class SceneDifference
{
    /// <summary>The paths of the keys in which the identities of two scenes differ, such as <c>path.keys[1].radius</c>; none for equal identities.</summary>
    public static IReadOnlyList<string> Keys(Scene left, Scene right)
    {
        var before = Leaves(DocumentReader.Read(SceneWriter.WriteIdentity(left), ""), "");
        var after = Leaves(DocumentReader.Read(SceneWriter.WriteIdentity(right), ""), "");
        return [.. before.Keys.Union(after.Keys).Where(key => before.GetValueOrDefault(key) != after.GetValueOrDefault(key))];
    }

    private static OrderedDictionary<string, DocumentNode> Leaves(DocumentNode node, string path)
    {
        var children = node switch
        {
            DocumentNode.Table table => table.Entries.Select(entry => (Path: KeyPath.Child(path, entry.Key), entry.Value)),
            DocumentNode.Sequence list => list.Items.Select((item, index) => (Path: KeyPath.Item(path, index), Value: item)),
            _ => null,
        };
        if (children is null) return new OrderedDictionary<string, DocumentNode> { [path] = node };
        return new OrderedDictionary<string, DocumentNode>(
            children.SelectMany(child => Leaves(child.Value, child.Path)));
    }
}
