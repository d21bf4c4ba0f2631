using System.Text;
using MandelActors.Actors.Persistence;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Events that are text already.</summary>
internal sealed class TextSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => new("text.v1", Encoding.UTF8.GetBytes((string)@event));

    public object Deserialize(string manifest, ReadOnlySpan<byte> payload) => Encoding.UTF8.GetString(payload);
}
