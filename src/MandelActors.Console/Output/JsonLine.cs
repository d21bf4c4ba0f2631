using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace MandelActors.Console.Output;

/// <summary>Writes one JSON object as one line: what <c>--json</c> promises.</summary>
public static class JsonLine
{
    /// <param name="output">Where to; flushed, so that a reader sees a line as soon as it is known.</param>
    /// <param name="properties">Writes the properties of the object.</param>
    public static void Write(TextWriter output, Action<Utf8JsonWriter> properties)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        Write(output, buffer.WrittenSpan);
    }

    /// <param name="output">Where to; flushed.</param>
    /// <param name="value">What is written.</param>
    /// <param name="type">How.</param>
    public static void Write<T>(TextWriter output, T value, JsonTypeInfo<T> type) => Write(output, JsonSerializer.SerializeToUtf8Bytes(value, type));

    private static void Write(TextWriter output, ReadOnlySpan<byte> line)
    {
        output.Write(Encoding.UTF8.GetString(line) + "\n");
        output.Flush();
    }
}
