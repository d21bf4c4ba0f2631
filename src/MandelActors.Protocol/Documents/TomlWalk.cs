namespace MandelActors.Protocol.Documents;

/// <summary>One pass over a TOML text: tables and keys; values are in the other part.</summary>
internal sealed partial class TomlWalk(string text, string origin)
{
    private const int DeepestNesting = 16;
    private const char End = '\0';

    private readonly DocumentNode.Table _root = new(origin, []);
    private string _path = "";
    private int _at;
    private int _depth;

    /// <summary>The character at the place reached; <see cref="End"/> behind the last, which no TOML text holds.</summary>
    private char Here => _at < text.Length ? text[_at] : End;

    public DocumentNode.Table Document()
    {
        var table = _root;
        for (SkipBlank(); _at < text.Length; SkipBlank())
        {
            if (Here == '[')
                table = Header();
            else
                Assign(table, "");
            SkipSpaces();
            SkipComment();
            if (_at < text.Length && Here != '\n') throw Expected("the end of the line");
        }

        return _root;
    }

    /// <summary><c>[a.b]</c>, or <c>[[a.b]]</c>, which begins another item of a list.</summary>
    private DocumentNode.Table Header()
    {
        _path = "";
        var isItem = text.AsSpan(_at).StartsWith("[[");
        _at += isItem ? 2 : 1;
        var keys = Keys();
        _path = string.Join('.', keys);
        var parent = Descend(_root, keys[..^1]);
        Take(']');
        if (isItem) Take(']');
        if (!isItem) return Descend(parent, keys[^1..]);
        if (!parent.Entries.TryGetValue(keys[^1], out var node)) parent.Entries[keys[^1]] = node = new DocumentNode.Sequence(origin, []);
        if (node is not DocumentNode.Sequence list) throw Refused("expected a list here, as the key was used before");
        var item = new DocumentNode.Table(origin, []);
        list.Items.Add(item);
        return item;
    }

    /// <summary><c>a.b = value</c></summary>
    private void Assign(DocumentNode.Table table, string path)
    {
        _path = path;
        var keys = Keys();
        _path = KeyPath.Child(path, string.Join('.', keys));
        var target = Descend(table, keys[..^1]);
        Take('=');
        if (target.Entries.ContainsKey(keys[^1])) throw Refused("expected this key once, found it again");
        target.Entries.Add(keys[^1], Value());
    }

    private DocumentNode.Table Descend(DocumentNode.Table table, string[] keys)
    {
        foreach (var key in keys)
        {
            if (!table.Entries.TryGetValue(key, out var node)) table.Entries[key] = node = new DocumentNode.Table(origin, []);
            table = node switch
            {
                DocumentNode.Table inner => inner,
                DocumentNode.Sequence { Items: [.., DocumentNode.Table last] } => last,
                _ => throw Refused($"expected a table above, found {node.Shown}"),
            };
        }

        return table;
    }

    private string[] Keys()
    {
        var keys = new List<string>();
        do
        {
            SkipSpaces();
            keys.Add(Key());
            SkipSpaces();
            if (keys.Count > DeepestNesting) throw Refused($"expected at most {DeepestNesting} levels");
        }
        while (TryTake('.'));
        return [.. keys];
    }

    private string Key()
    {
        if (Here is '"' or '\'') return Quoted(severalLines: false);
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Here) || Here is '-' or '_') _at++;
        return _at > start ? text[start.._at] : throw Expected("a key");
    }

    private bool TryTake(char c)
    {
        if (Here != c) return false;
        _at++;
        return true;
    }

    private void Take(char c)
    {
        SkipSpaces();
        if (!TryTake(c)) throw Expected($"'{c}'");
    }

    private void SkipSpaces()
    {
        while (Here is ' ' or '\t') _at++;
    }

    private void SkipComment()
    {
        if (Here != '#') return;
        while (_at < text.Length && Here != '\n') _at++;
    }

    /// <summary>Spaces, comments and ends of lines.</summary>
    private void SkipBlank()
    {
        while (true)
        {
            SkipSpaces();
            SkipComment();
            if (!TryTake('\n')) return;
        }
    }

    private BadInputException Expected(string expectation)
    {
        var rest = text.AsSpan(_at, Math.Min(24, text.Length - _at));
        var end = rest.IndexOf('\n');
        var found = end >= 0 ? rest[..end] : rest;
        var shown = found.IsEmpty ? (rest.IsEmpty ? "the end of the text" : "the end of the line") : $"'{found}'";
        return Refused($"expected {expectation}, found {shown}");
    }

    private BadInputException Refused(string what) => new(origin, _path, $"{what} in line {1 + text.AsSpan(0, _at).Count('\n')}");
}
