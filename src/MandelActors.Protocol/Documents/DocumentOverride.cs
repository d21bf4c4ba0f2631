using System.Globalization;
using System.Text;

namespace MandelActors.Protocol.Documents;

/// <summary>One value set from outside a document: <c>--set image.width=640</c>.</summary>
/// <param name="Origin">What errors name: the option with its text, or the environment variable.</param>
/// <param name="Path">The key, <c>path.keys.1.radius</c> or <c>path.keys[1].radius</c>.</param>
/// <param name="Value">The value: JSON where it reads as JSON, else a string.</param>
public sealed record DocumentOverride(string Origin, string Path, string Value)
{
    /// <summary>What an option means that stands for a key.</summary>
    /// <param name="option">The option's name, such as <c>--width</c>; with what was given to it, shortened where it is long, errors name it.</param>
    public static DocumentOverride Of(string option, string path, string value) =>
        new($"{option} {(value.Length <= 40 ? value : value[..37] + "…")}", path, value);

    /// <summary>Reads <c>key=value</c> as given to an option.</summary>
    /// <param name="option">The option's name, such as <c>--set</c>.</param>
    /// <exception cref="BadInputException">There is no key or no equals sign.</exception>
    public static DocumentOverride Parse(string option, string assignment)
    {
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        var origin = $"{option} {(assignment.Length <= 60 ? assignment : assignment[..57] + "…")}";
        if (equals <= 0) throw new BadInputException(origin, "", "expected key=value, such as image.width=640");
        return new DocumentOverride(origin, assignment[..equals].Trim(), assignment[(equals + 1)..]);
    }

    /// <summary>Puts the value into the document; objects on the way that are missing are made.</summary>
    /// <exception cref="BadInputException">The path leads through a value that holds no keys, or past the end of a list.</exception>
    public void ApplyTo(DocumentNode.Table document)
    {
        DocumentNode parent = document;
        var segments = KeyPath.Split(Path);
        for (var i = 0; i < segments.Length; i++)
        {
            var last = i == segments.Length - 1;
            switch (parent)
            {
                case DocumentNode.Table table:
                    if (last)
                        table.Entries[segments[i]] = Node();
                    else if (!table.Entries.TryGetValue(segments[i], out parent!))
                        table.Entries[segments[i]] = parent = new DocumentNode.Table(Origin, []);
                    break;
                case DocumentNode.Sequence list:
                    if (!int.TryParse(segments[i], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= list.Items.Count)
                        throw new BadInputException(Origin, Path, $"expected a place of the list, 0 to {list.Items.Count - 1}, found \"{segments[i]}\"");
                    if (last)
                        list.Items[index] = Node();
                    else
                        parent = list.Items[index];
                    break;
                default:
                    throw new BadInputException(Origin, Path, $"expected an object above \"{segments[i]}\", found {parent.Shown}");
            }
        }
    }

    private DocumentNode Node()
    {
        try
        {
            return DocumentReader.ReadValue(Encoding.UTF8.GetBytes(Value), Origin, Path);
        }
        catch (BadInputException) when (!Value.StartsWith('{') && !Value.StartsWith('['))
        {
            return new DocumentNode.Text(Origin, Value);
        }
    }
}
