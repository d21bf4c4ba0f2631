using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MandelActors.Imaging.Zarr;

/// <summary>Writes the files that describe an array to those who read it.</summary>
/// <remarks>The same array gives the same bytes on every machine. Those of <c>.zarray</c> are zarr-python's own: keys sorted, four spaces, no line feed at the end.</remarks>
public static class ZarrMetadata
{
    internal const string ArrayFile = ".zarray";
    internal const string AttributesFile = ".zattrs";
    internal const string FileOfV3 = "zarr.json";

    /// <summary>The attribute in which xarray looks for the names of the axes of format 2.</summary>
    internal const string DimensionsAttribute = "_ARRAY_DIMENSIONS";

    /// <summary>Names below the array's folder and contents. The last is the one without which there is no array: written last, it shows only a finished description.</summary>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> FilesOf(ZarrArray array)
    {
        if (array.Format == ZarrFormat.V3) return [new(FileOfV3, Text(2, writer => WriteV3(writer, array)))];
        KeyValuePair<string, byte[]> description = new(ArrayFile, Text(4, writer => WriteV2(writer, array)));
        return array.DimensionNames is null && array.Attributes.Count == 0
            ? [description]
            : [new(AttributesFile, Text(4, writer => WriteAttributes(writer, array, withDimensions: true))), description];
    }

    private static byte[] Text(int indent, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        // '<' stays '<': the text is a file, not a part of a web page.
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = indent, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) write(writer);
        return stream.ToArray();
    }

    private static void WriteV2(Utf8JsonWriter writer, ZarrArray array)
    {
        writer.WriteStartObject();
        WriteNumbers(writer, "chunks", array.Chunks.Select(length => (long)length));
        writer.WritePropertyName("compressor");
        if (array.Compressor.Wrapping == ZarrWrapping.None)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("id", array.Compressor.Wrapping == ZarrWrapping.Zlib ? "zlib" : "gzip");
            writer.WriteNumber("level", array.Compressor.Level);
            writer.WriteEndObject();
        }

        // A reader takes the point for granted, and so did those before this key was invented.
        if (array.Naming.Separator != '.') writer.WriteString("dimension_separator", [array.Naming.Separator]);
        writer.WriteString("dtype", "<" + ZarrTypes.NameOf(array.Type));
        WriteFillValue(writer, array);
        writer.WriteNull("filters");
        writer.WriteString("order", "C");
        WriteNumbers(writer, "shape", array.Shape);
        writer.WriteNumber("zarr_format", 2);
        writer.WriteEndObject();
    }

    private static void WriteV3(Utf8JsonWriter writer, ZarrArray array)
    {
        writer.WriteStartObject();
        writer.WriteNumber("zarr_format", 3);
        writer.WriteString("node_type", "array");
        WriteNumbers(writer, "shape", array.Shape);
        writer.WriteString("data_type", ZarrTypes.LongNameOf(array.Type));
        writer.WriteStartObject("chunk_grid");
        WriteNamed(writer, "regular", () => WriteNumbers(writer, "chunk_shape", array.Chunks.Select(length => (long)length)));
        writer.WriteStartObject("chunk_key_encoding");
        WriteNamed(writer, array.Naming.Prefix.Length > 0 ? "default" : "v2", () => writer.WriteString("separator", [array.Naming.Separator]));
        WriteFillValue(writer, array);
        writer.WriteStartArray("codecs");
        writer.WriteStartObject();
        WriteNamed(writer, "bytes", () => writer.WriteString("endian", "little"));
        if (array.Compressor.Wrapping == ZarrWrapping.Gzip)
        {
            writer.WriteStartObject();
            WriteNamed(writer, "gzip", () => writer.WriteNumber("level", array.Compressor.Level));
        }

        writer.WriteEndArray();
        writer.WritePropertyName("attributes");
        WriteAttributes(writer, array, withDimensions: false);
        if (array.DimensionNames is { } names) WriteNames(writer, "dimension_names", names);
        writer.WriteEndObject();
    }

    // Every extension point of format 3 has this form.
    private static void WriteNamed(Utf8JsonWriter writer, string name, Action configuration)
    {
        writer.WriteString("name", name);
        writer.WriteStartObject("configuration");
        configuration();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, ZarrArray array, bool withDimensions)
    {
        writer.WriteStartObject();
        bool named = withDimensions && array.DimensionNames is not null;
        if (named) WriteNames(writer, DimensionsAttribute, array.DimensionNames!);
        foreach (var (name, value) in array.Attributes)
        {
            if (named && name == DimensionsAttribute) continue;
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteFillValue(Utf8JsonWriter writer, ZarrArray array)
    {
        writer.WritePropertyName("fill_value");
        double fill = array.FillValue;
        if (double.IsNaN(fill)) writer.WriteStringValue("NaN");
        else if (double.IsInfinity(fill)) writer.WriteStringValue(fill > 0 ? "Infinity" : "-Infinity");
        else if (ZarrTypes.IsInteger(array.Type)) writer.WriteNumberValue((long)fill);
        else writer.WriteRawValue(Decimal(fill));
    }

    // A floating point number shows that it is one, as Python's json has it.
    private static string Decimal(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text;
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string key, IEnumerable<long> numbers)
    {
        writer.WriteStartArray(key);
        foreach (long number in numbers) writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }

    private static void WriteNames(Utf8JsonWriter writer, string key, IEnumerable<string> names)
    {
        writer.WriteStartArray(key);
        foreach (string name in names) writer.WriteStringValue(name);
        writer.WriteEndArray();
    }
}
