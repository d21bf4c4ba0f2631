using MandelActors.Actors.Persistence;

namespace MandelActors.Benchmarks.Actors;

/// <summary>Events that are text already.</summary>
internal sealed class TextSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => new("text.v1", (string)@event);

    public object Deserialize(string manifest, string payload) => payload;
}
