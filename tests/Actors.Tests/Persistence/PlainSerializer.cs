using System.Globalization;
using MandelActors.Actors.Persistence;

namespace MandelActors.Actors.Tests.Persistence;

/// <summary>Writes strings and numbers; knows nothing else, and says so.</summary>
public sealed class PlainSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => @event switch
    {
        string text => new SerializedEvent("text.v1", text),
        int number => new SerializedEvent("number.v1", number.ToString(CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"no manifest for {@event.GetType().Name}"),
    };

    public object Deserialize(string manifest, string payload) => manifest switch
    {
        "text.v1" => payload,
        "number.v1" => int.Parse(payload, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"unknown manifest {manifest}"),
    };
}
