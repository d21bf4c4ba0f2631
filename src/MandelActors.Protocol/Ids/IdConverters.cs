using System.Text.Json;
using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

// Ids are written as the one value they wrap: a reader of the journal sees "frame": 12, not an object.

internal sealed class JobIdConverter : JsonConverter<JobId>
{
    public override JobId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        string value = reader.GetString() ?? "";
        return JobId.IsValid(value) ? new JobId(value) : throw new JsonException($"'{value}' is no job id");
    }

    public override void Write(Utf8JsonWriter writer, JobId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class FrameNumberConverter : JsonConverter<FrameNumber>
{
    public override FrameNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

    public override void Write(Utf8JsonWriter writer, FrameNumber value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class AttemptConverter : JsonConverter<Attempt>
{
    public override Attempt Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Attempt value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

internal sealed class DeviceIdConverter : JsonConverter<DeviceId>
{
    public override DeviceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, DeviceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class WorkerIdConverter : JsonConverter<WorkerId>
{
    public override WorkerId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, WorkerId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class NodeIdConverter : JsonConverter<NodeId>
{
    public override NodeId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, NodeId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class Sha256HashConverter : JsonConverter<Sha256Hash>
{
    public override Sha256Hash Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Sha256Hash.Parse(reader.GetString() ?? "");
        }
        catch (FormatException problem)
        {
            throw new JsonException(problem.Message, problem);
        }
    }

    public override void Write(Utf8JsonWriter writer, Sha256Hash value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
