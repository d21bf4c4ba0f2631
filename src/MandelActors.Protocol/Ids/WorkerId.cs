using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>One life of one worker; a worker started again has another id.</summary>
[JsonConverter(typeof(WorkerIdConverter))]
public readonly record struct WorkerId(string Value)
{
    public override string ToString() => Value;
}
