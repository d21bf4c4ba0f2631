using System.Text;
using System.Text.Json;

namespace MandelActors.Protocol.Documents;

/// <summary>Reads JSON with comments and trailing commas into nodes, strictly: duplicate keys are refused.</summary>
/// <remarks>
/// Why not <see cref="JsonDocument"/>: its errors name a line but no key, and a user looks for the key. This reader
/// knows at any moment which key it is at, also when the text breaks off or is no JSON there.
/// </remarks>
public static class DocumentReader
{
    /// <summary>The largest file read, in bytes; a scene with a thousand key positions takes a twentieth of it.</summary>
    public const int LargestFile = 4 << 20;

    private const int DeepestNesting = 16;

    /// <summary>Reads a file of at most <see cref="LargestFile"/> bytes whose top level is an object.</summary>
    /// <exception cref="BadInputException">It cannot be read, is too large, or is not such a document.</exception>
    public static DocumentNode.Table ReadFile(string path) => Read(BoundedFile.Read(path, "JSON file"), path);

    /// <summary>Reads UTF-8 text, with or without byte order mark, whose top level is an object.</summary>
    /// <exception cref="BadInputException">It is no such document.</exception>
    public static DocumentNode.Table Read(ReadOnlySpan<byte> utf8, string origin) =>
        ReadValue(utf8, origin, "") switch
        {
            DocumentNode.Table table => table,
            var other => throw new BadInputException(origin, "", $"expected a JSON object {{ … }}, found {other.Shown}"),
        };

    /// <summary>Reads one JSON value of any kind.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="origin">What errors name.</param>
    /// <param name="path">The key the value belongs to.</param>
    /// <exception cref="BadInputException">It is not one JSON value.</exception>
    public static DocumentNode ReadValue(ReadOnlySpan<byte> utf8, string origin, string path)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble)) utf8 = utf8[3..];
        if (utf8.StartsWith(Encoding.Unicode.Preamble) || utf8.StartsWith(Encoding.BigEndianUnicode.Preamble))
            throw new BadInputException(origin, path, "expected UTF-8 text, found UTF-16");
        var options = new JsonReaderOptions
        {
            CommentHandling = JsonCommentHandling.Skip,
            AllowTrailingCommas = true,
            MaxDepth = DeepestNesting,
        };
        // Of a larger document the beginning is read all the same, to name the key at which it grew too large.
        var whole = utf8.Length <= LargestFile;
        if (!whole) utf8 = utf8[..LargestFile];
        var walk = new Walk(origin, path, new Utf8JsonReader(utf8, whole, new JsonReaderState(options)), whole);
        try
        {
            return walk.Document();
        }
        catch (JsonException e)
        {
            throw new BadInputException(origin, walk.Path, $"expected valid JSON, found {Found(utf8, e)}");
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that a string is not valid UTF-8 or holds half a surrogate pair.
            throw new BadInputException(origin, walk.Path, "expected UTF-8 text, found bytes that are not");
        }
    }

    private static string Found(ReadOnlySpan<byte> utf8, JsonException error)
    {
        var line = (int)(error.LineNumber ?? 0);
        var at = 0;
        for (var i = 0; i < line && at < utf8.Length; i++)
        {
            var next = utf8[at..].IndexOf((byte)'\n');
            at = next < 0 ? utf8.Length : at + next + 1;
        }

        at = (int)Math.Min(utf8.Length, at + (error.BytePositionInLine ?? 0));
        var rest = utf8[at..Math.Min(utf8.Length, at + 24)];
        var end = rest.IndexOfAny("\r\n,}]"u8);
        if (end > 0) rest = rest[..end];
        var text = rest.IsEmpty ? (at == 0 ? "an empty text" : "the end of the text") : $"'{Encoding.UTF8.GetString(rest).Trim()}'";
        return $"{text} in line {line + 1}";
    }

    private ref struct Walk(string origin, string path, Utf8JsonReader reader, bool whole)
    {
        private Utf8JsonReader _reader = reader;

        public string Path { get; private set; } = path;

        public DocumentNode Document()
        {
            Next();
            var value = Value();
            // Runs into whatever follows the value, which must be nothing.
            Next();
            return value;
        }

        private bool Next()
        {
            if (_reader.Read()) return true;
            return whole
                ? false
                : throw new BadInputException(origin, Path, $"expected a document of at most {LargestFile >> 20} MiB, found a larger one");
        }

        private DocumentNode Value() => _reader.TokenType switch
        {
            JsonTokenType.StartObject => Table(),
            JsonTokenType.StartArray => Sequence(),
            JsonTokenType.String => new DocumentNode.Text(origin, _reader.GetString()!),
            JsonTokenType.Number => new DocumentNode.Number(origin, Encoding.ASCII.GetString(_reader.ValueSpan)),
            JsonTokenType.True or JsonTokenType.False => new DocumentNode.Flag(origin, _reader.GetBoolean()),
            _ => new DocumentNode.Nothing(origin),
        };

        private DocumentNode.Table Table()
        {
            var path = Path;
            var entries = new OrderedDictionary<string, DocumentNode>();
            while (Next() && _reader.TokenType != JsonTokenType.EndObject)
            {
                var key = _reader.GetString()!;
                Path = KeyPath.Child(path, key);
                if (entries.ContainsKey(key)) throw new BadInputException(origin, Path, "expected this key once, found it again");
                Next();
                entries.Add(key, Value());
                Path = path;
            }

            return new DocumentNode.Table(origin, entries);
        }

        private DocumentNode.Sequence Sequence()
        {
            var path = Path;
            var items = new List<DocumentNode>();
            Path = KeyPath.Item(path, 0);
            while (Next() && _reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(Value());
                Path = KeyPath.Item(path, items.Count);
            }

            Path = path;
            return new DocumentNode.Sequence(origin, items);
        }
    }
}
