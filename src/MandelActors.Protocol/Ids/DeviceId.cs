using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>A device as the farm knows it: node and device, <c>local/cpu</c>.</summary>
[JsonConverter(typeof(DeviceIdConverter))]
public readonly record struct DeviceId(string Value)
{
    public override string ToString() => Value;
}
