using System.Buffers;
using System.Text;
using System.Text.Json;

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

        output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n");
        output.Flush();
    }
}
