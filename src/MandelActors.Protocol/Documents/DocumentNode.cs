using System.Globalization;

namespace MandelActors.Protocol.Documents;

/// <summary>A value of a JSON document that remembers which file, option or variable it came from.</summary>
/// <remarks>Numbers keep their text: positions mean exactly what is written, however many digits that takes.</remarks>
/// <param name="Origin">What an error about this value names.</param>
public abstract record DocumentNode(string Origin)
{
    /// <summary>How an error message shows this value, at most some forty characters.</summary>
    public abstract string Shown { get; }

    /// <summary>The node under a path such as <c>path.keys[1].radius</c>, or the nearest one above it that exists.</summary>
    public DocumentNode Nearest(string path)
    {
        var node = this;
        foreach (var segment in KeyPath.Split(path))
        {
            var next = node switch
            {
                Table table => table.Entries.GetValueOrDefault(segment),
                Sequence list when int.TryParse(segment, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < list.Items.Count =>
                    list.Items[index],
                _ => null,
            };
            if (next is null) return node;
            node = next;
        }

        return node;
    }

    public sealed record Table(string Origin, OrderedDictionary<string, DocumentNode> Entries) : DocumentNode(Origin)
    {
        public override string Shown => "an object";
    }

    public sealed record Sequence(string Origin, List<DocumentNode> Items) : DocumentNode(Origin)
    {
        public override string Shown => $"a list of {Items.Count}";
    }

    public sealed record Text(string Origin, string Value) : DocumentNode(Origin)
    {
        public override string Shown => $"\"{Shortened(Value)}\"";
    }

    /// <param name="Raw">The number as written.</param>
    public sealed record Number(string Origin, string Raw) : DocumentNode(Origin)
    {
        public override string Shown => Shortened(Raw);
    }

    public sealed record Flag(string Origin, bool Value) : DocumentNode(Origin)
    {
        public override string Shown => Value ? "true" : "false";
    }

    public sealed record Nothing(string Origin) : DocumentNode(Origin)
    {
        public override string Shown => "null";
    }

    private static string Shortened(string text) =>
        text.Length <= 40 ? text : string.Create(CultureInfo.InvariantCulture, $"{text[..30]}… ({text.Length} characters)");
}
