using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MandelActors.Protocol.Serialization;

namespace MandelActors.Protocol.Links;

/// <summary>Turns envelopes into UTF-8 JSON and back.</summary>
public static class LinkCodec
{
    private static readonly NamedShapes Shapes = new(
        ("hello.v1", LinkJson.Default.Hello),
        ("welcome.v1", LinkJson.Default.Welcome),
        ("refused.v1", LinkJson.Default.Refused),
        ("heartbeat.v1", LinkJson.Default.Heartbeat),
        ("gone.v1", LinkJson.Default.Gone),
        ("devices-offered.v1", LinkJson.Default.DevicesOffered),
        ("device-lost.v1", LinkJson.Default.DeviceLost),
        ("job-attached.v1", LinkJson.Default.JobAttached),
        ("job-detached.v1", LinkJson.Default.JobDetached),
        ("frames-available.v1", LinkJson.Default.FramesAvailable),
        ("request-frames.v1", LinkJson.Default.RequestFrames),
        ("complete-frame.v1", LinkJson.Default.CompleteFrame),
        ("fail-frame.v1", LinkJson.Default.FailFrame),
        ("return-frame.v1", LinkJson.Default.ReturnFrame),
        ("pause-job.v1", LinkJson.Default.PauseJob),
        ("job-accepted.v1", LinkJson.Default.JobAccepted),
        ("job-rejected.v1", LinkJson.Default.JobRejected),
        ("frames-granted.v1", LinkJson.Default.FramesGranted),
        ("no-frames.v1", LinkJson.Default.NoFrames),
        ("frame-accepted.v1", LinkJson.Default.FrameAccepted),
        ("frame-rejected.v1", LinkJson.Default.FrameRejected));

    /// <summary>Every name there is.</summary>
    public static IReadOnlyCollection<string> Names => Shapes.Names;

    /// <summary>The name of a message's type; null for one that does not go over a link.</summary>
    public static string? NameOf(object message) => Shapes.NameOf(message);

    /// <exception cref="ArgumentException">The message is none that goes over a link.</exception>
    public static byte[] Write(LinkEnvelope envelope)
    {
        string name = NameOf(envelope.Message) ?? throw new ArgumentException($"{envelope.Message.GetType().Name} does not go over a link", nameof(envelope));
        ArrayBufferWriter<byte> buffer = new(256);
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            if (envelope.To is { } to) json.WriteNumber("to", to);
            if (envelope.From is { } from) json.WriteNumber("from", from);
            json.WriteString("type", name);
            json.WritePropertyName("body");
            JsonSerializer.Serialize(json, envelope.Message, Shapes.ShapeOf(name)!);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>A message as <see cref="Write"/> made it, with its number: known only where messages get their order.</summary>
    public static byte[] Numbered(ReadOnlySpan<byte> message, long number) =>
        [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{number},")), .. message[1..]];

    /// <param name="json">UTF-8, one envelope.</param>
    /// <exception cref="FormatException">It is none, or of a type that this version does not know; one line says which.</exception>
    public static LinkEnvelope Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            string name = root.GetProperty("type").GetString() ?? "";
            var shape = Shapes.ShapeOf(name) ?? throw new FormatException($"'{Shown(name)}' is no message that this version knows");
            object message = root.GetProperty("body").Deserialize(shape) ?? throw new FormatException($"'{name}' without a body");
            return new LinkEnvelope(NumberIn(root, "to"), NumberIn(root, "from"), message)
            {
                Number = root.TryGetProperty("number", out var number) ? number.GetInt64() : null,
            };
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException($"no envelope of a link: {Shown(problem.Message)}", problem);
        }
    }

    private static int? NumberIn(JsonElement root, string key) =>
        root.TryGetProperty(key, out var number) && number.ValueKind != JsonValueKind.Null ? number.GetInt32() : null;

    /// <summary>What a peer sent goes into logs: short, and one line.</summary>
    private static string Shown(string text) =>
        string.Concat((text.Length > 200 ? text[..200] : text).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
