using System.Globalization;
using MandelActors.Numerics;

namespace MandelActors.Protocol.Documents;

/// <summary>An object of a document being read: known keys only, each with type, range and default.</summary>
public sealed class DocumentSection
{
    private readonly DocumentNode.Table _table;

    /// <param name="node">The object.</param>
    /// <param name="path">Where it stands in the document.</param>
    /// <param name="keys">Every key it may have.</param>
    /// <exception cref="BadInputException">It is no object, or has a key that is not known.</exception>
    public DocumentSection(DocumentNode node, string path, params string[] keys)
    {
        Path = path;
        _table = node as DocumentNode.Table ?? throw Expected(node, path, "an object");
        foreach (var (key, value) in _table.Entries)
        {
            if (!keys.Contains(key))
                throw new BadInputException(value.Origin, KeyPath.Child(path, key), $"unknown key{NearestKey.Suggestion(key, keys)}; known here: {string.Join(", ", keys)}");
        }
    }

    public string Path { get; }

    public static BadInputException Expected(DocumentNode node, string path, string expectation) =>
        new(node.Origin, path, $"expected {expectation}, found {node.Shown}");

    public bool Has(string key) => _table.Entries.ContainsKey(key);

    /// <summary>The node under a key that must be there.</summary>
    public DocumentNode Required(string key, string expectation) =>
        Optional(key) ?? throw new BadInputException(_table.Origin, KeyPath.Child(Path, key), $"expected {expectation}, found nothing");

    public DocumentNode? Optional(string key) => _table.Entries.GetValueOrDefault(key);

    public BadInputException Refused(string key, string expectation) =>
        Optional(key) is { } node
            ? Expected(node, KeyPath.Child(Path, key), expectation)
            : new BadInputException(_table.Origin, KeyPath.Child(Path, key), $"expected {expectation}");

    /// <summary>The object under a key; an empty one, all defaults, where it is missing.</summary>
    public DocumentSection Section(string key, params string[] keys) =>
        new(Optional(key) ?? new DocumentNode.Table(_table.Origin, []), KeyPath.Child(Path, key), keys);

    /// <summary>A whole number within a range. Without <paramref name="fallback"/>, here and below, the key must be there.</summary>
    public int Whole(string key, int least, int most, int? fallback = null) => (int)Whole(key, (long)least, most, fallback);

    public long Whole(string key, long least, long most, long? fallback = null)
    {
        var expectation = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        if (Present(key, fallback is not null, expectation) is not { } node) return fallback!.Value;
        return node is DocumentNode.Number number
            && long.TryParse(number.Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && value <= most
            ? value
            : throw Refused(key, expectation);
    }

    /// <summary>A double within a range; <paramref name="above"/> makes the lower end exclusive.</summary>
    public double Number(string key, double least, double most, double? fallback = null, bool above = false) =>
        Present(key, fallback is not null, "a number") is { } node ? Number(node, KeyPath.Child(Path, key), least, most, above) : fallback!.Value;

    public static double Number(DocumentNode node, string path, double least, double most, bool above = false)
    {
        if (node is DocumentNode.Number number)
        {
            var value = double.Parse(number.Raw, NumberStyles.Float, CultureInfo.InvariantCulture);
            if ((above ? value > least : value >= least) && value <= most) return value;
        }

        var range = string.Create(CultureInfo.InvariantCulture, $"{(above ? "above" : "from")} {least} {(above ? "and up to" : "to")} {most}");
        throw Expected(node, path, $"a number {range}");
    }

    /// <summary>One word out of a list; a number is taken for the word it is written as.</summary>
    public string Word(string key, IReadOnlyCollection<string> words, string? fallback = null)
    {
        var expectation = $"one of {string.Join(", ", words)}";
        if (Present(key, fallback is not null, expectation) is not { } node) return fallback!;
        var word = node switch
        {
            DocumentNode.Text text => text.Value,
            DocumentNode.Number number => number.Raw,
            _ => throw Refused(key, expectation),
        };
        return words.Contains(word)
            ? word
            : throw new BadInputException(node.Origin, KeyPath.Child(Path, key), $"expected {expectation}, found {node.Shown}{NearestKey.Suggestion(word, words)}");
    }

    /// <summary>A string for which <paramref name="accept"/> holds.</summary>
    public string Text(string key, Func<string, bool> accept, string expectation, string? fallback = null)
    {
        if (Present(key, fallback is not null, expectation) is not { } node) return fallback!;
        return node is DocumentNode.Text text && accept(text.Value) ? text.Value : throw Refused(key, expectation);
    }

    public bool Flag(string key, bool? fallback = null) => Present(key, fallback is not null, "true or false") switch
    {
        null => fallback!.Value,
        DocumentNode.Flag flag => flag.Value,
        _ => throw Refused(key, "true or false"),
    };

    /// <summary>An exact decimal, written as a string or as a number, that must be there.</summary>
    public ExactDecimal Exact(string key)
    {
        var node = Required(key, "a decimal number such as \"-0.75\"");
        var text = node switch
        {
            DocumentNode.Text t => t.Value,
            DocumentNode.Number n => n.Raw,
            _ => throw Refused(key, "a decimal number such as \"-0.75\""),
        };
        return ExactDecimal.TryParse(text, out var value, out var reason)
            ? value
            : throw new BadInputException(node.Origin, KeyPath.Child(Path, key), $"expected {reason}");
    }

    /// <summary>The items of a list with at least <paramref name="least"/> of them, that must be there.</summary>
    public IReadOnlyList<DocumentNode> Items(string key, int least, string expectation)
    {
        var node = Required(key, expectation);
        return node is DocumentNode.Sequence list && list.Items.Count >= least ? list.Items : throw Refused(key, expectation);
    }

    private DocumentNode? Present(string key, bool optional, string expectation) => optional ? Optional(key) : Required(key, expectation);
}
