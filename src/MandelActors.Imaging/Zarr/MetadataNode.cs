using System.Text.Json;

namespace MandelActors.Imaging.Zarr;

/// <summary>A value in a metadata file that knows where it stands, for the one line that refuses it.</summary>
/// <param name="Element">The value.</param>
/// <param name="File">The path of the file.</param>
/// <param name="Path">Keys and positions down to the value, such as <c>codecs[1].name</c>; empty for the whole file.</param>
internal readonly record struct MetadataNode(JsonElement Element, string File, string Path)
{
    private const int MostShown = 40;

    public bool IsNull => Element.ValueKind == JsonValueKind.Null;

    /// <exception cref="InvalidDataException">This is no object, or it has no such key.</exception>
    public MetadataNode this[string key] => Find(key) ?? throw Wrong($"expected the key '{key}', found none");

    /// <exception cref="InvalidDataException">The file is no JSON.</exception>
    public static MetadataNode Parse(byte[] utf8, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return new MetadataNode(document.RootElement.Clone(), file, "");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{file}: expected JSON: {problem.Message}", problem);
        }
    }

    /// <returns>The value of a key, null where there is none.</returns>
    public MetadataNode? Find(string key)
    {
        if (Element.ValueKind != JsonValueKind.Object) throw Wrong($"expected an object, found {Shown}");
        return Element.TryGetProperty(key, out var value) ? new MetadataNode(value, File, Path.Length == 0 ? key : $"{Path}.{key}") : null;
    }

    public IEnumerable<(string Key, MetadataNode Value)> Entries()
    {
        var node = this;
        return Element.ValueKind == JsonValueKind.Object
            ? Element.EnumerateObject().Select(property => (property.Name, node[property.Name]))
            : throw Wrong($"expected an object, found {Shown}");
    }

    public MetadataNode[] Items()
    {
        var node = this;
        return Element.ValueKind == JsonValueKind.Array
            ? [.. Element.EnumerateArray().Select((item, i) => new MetadataNode(item, node.File, $"{node.Path}[{i}]"))]
            : throw Wrong($"expected an array, found {Shown}");
    }

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Wrong($"expected a string, found {Shown}");

    /// <param name="least">The smallest number that may stand here.</param>
    /// <param name="most">The largest.</param>
    public long Whole(long least, long most) =>
        Element.ValueKind == JsonValueKind.Number && Element.TryGetInt64(out long number) && number >= least && number <= most
            ? number
            : throw Wrong($"expected a whole number from {least} to {most}, found {Shown}");

    public InvalidDataException Wrong(string problem) => new(Place(problem));

    public NotSupportedException Unsupported(string what) => new(Place($"{what} is not read here"));

    public string Shown => Element.GetRawText() is { Length: > MostShown } text ? text[..MostShown] + "…" : Element.GetRawText();

    private string Place(string problem) => Path.Length == 0 ? $"{File}: {problem}" : $"{File}: {Path}: {problem}";
}
