using MandelActors.Protocol.Documents;

namespace MandelActors.Protocol.Locations;

/// <summary>Reads the <c>.toml</c> that Fraktaler-3 saves; what is missing there has that program's default, as in the program itself.</summary>
/// <remarks><i>Source:</i> C. Heiland-Allen, Fraktaler 3 manual, "Parameters". Older files name their one formula, newer ones list lines of it.</remarks>
internal static class Fraktaler3Location
{
    private const string Real = "location.real";
    private const string Imaginary = "location.imag";
    private const string Zoom = "location.zoom";
    private const string IterationLimit = "bailout.iterations";

    public static Location Parse(ReadOnlySpan<byte> content, string origin)
    {
        var document = TomlReader.Read(content, origin);
        var fields = new LocationFields(origin);
        CheckFormula(document, fields);
        if (Find(document, "location") is not DocumentNode.Table)
            throw fields.Missing("location", "a table with real, imag and zoom");
        return new Location(
            fields.Coordinate(Real, Text(Real) ?? "0"),
            fields.Coordinate(Imaginary, Text(Imaginary) ?? "0"),
            fields.Radius(Zoom, Text(Zoom) ?? "1"),
            Text(IterationLimit) is { } limit ? fields.Iterations(IterationLimit, limit) : null,
            [.. LeftOut(document, fields)]);

        string? Text(string path) => TextOf(Find(document, path), path);
    }

    private static void CheckFormula(DocumentNode.Table document, LocationFields fields)
    {
        var lines = Find(document, "formula") switch
        {
            null => [],
            DocumentNode.Table one => [one],
            DocumentNode.Sequence several => several.Items,
            var other => throw DocumentSection.Expected(other, "formula", "a formula"),
        };
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not DocumentNode.Table line) throw DocumentSection.Expected(lines[i], "formula", "a formula");
            foreach (var (key, value) in line.Entries)
                if (!IsMandelbrot(key, value))
                    throw fields.Refused(KeyPath.Child("formula", key), $"the Mandelbrot set, z² + c; {value.Shown} is another one, which this version does not render");
        }
    }

    private static bool IsMandelbrot(string key, DocumentNode value) => key switch
    {
        "name" => value is DocumentNode.Text { Value: "Mandelbrot" },
        "power" => value is DocumentNode.Number { Raw: "2" },
        "opcodes" => value is DocumentNode.Sequence { Items: [DocumentNode.Text { Value: "sqr" }] or [DocumentNode.Text { Value: "sqr" }, DocumentNode.Text { Value: "add" }] },
        _ => value is DocumentNode.Flag { Value: false },
    };

    private static IEnumerable<string> LeftOut(DocumentNode.Table document, LocationFields fields)
    {
        foreach (var (key, meaning) in ((string, string)[])[("rotate", "rotation by"), ("stretch_amount", "stretch by")])
        {
            var path = KeyPath.Child("transform", key);
            if (TextOf(Find(document, path), path) is { } text && fields.Number(path, text).Sign != 0) yield return $"{meaning} {text}";
        }

        foreach (var (key, meaning) in ((string, string)[])[("exponential_map", "exponential map"), ("reflect", "imaginary axis pointing down (\"rows\": \"up\" draws it so)")])
            if (Find(document, KeyPath.Child("transform", key)) is DocumentNode.Flag { Value: true }) yield return meaning;
    }

    private static string? TextOf(DocumentNode? node, string path) => node switch
    {
        null => null,
        DocumentNode.Text text => text.Value,
        DocumentNode.Number number => number.Raw,
        _ => throw DocumentSection.Expected(node, path, "a number, as a string or as it is"),
    };

    private static DocumentNode? Find(DocumentNode.Table document, string path)
    {
        DocumentNode? node = document;
        foreach (var segment in KeyPath.Split(path)) node = (node as DocumentNode.Table)?.Entries.GetValueOrDefault(segment);
        return node;
    }
}
