using System.Text.Json.Serialization;

namespace MandelActors.Protocol.Ids;

/// <summary>A process of the farm that may have devices.</summary>
[JsonConverter(typeof(NodeIdConverter))]
public readonly record struct NodeId(string Value)
{
    public override string ToString() => Value;
}
