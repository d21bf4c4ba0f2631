using System.Globalization;
using System.Text;
using MandelActors.Actors.Persistence;

namespace MandelActors.Actors.Tests.Persistence;

/// <summary>Writes strings and numbers; knows nothing else, and says so.</summary>
public sealed class PlainSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => @event switch
    {
        string text => new SerializedEvent("text.v1", Encoding.UTF8.GetBytes(text)),
        int number => new SerializedEvent("number.v1", Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture))),
        _ => throw new NotSupportedException($"no manifest for {@event.GetType().Name}"),
    };

    public object Deserialize(string manifest, ReadOnlySpan<byte> payload) => manifest switch
    {
        "text.v1" => Encoding.UTF8.GetString(payload),
        "number.v1" => int.Parse(payload, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"unknown manifest {manifest}"),
    };
}
