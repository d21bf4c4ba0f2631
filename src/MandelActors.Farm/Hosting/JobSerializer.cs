using System.Text;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Hosting;

/// <summary>Gives the journal the names and shapes that the protocol keeps for ever.</summary>
public sealed class JobSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) =>
        new(JobEventSerializer.ManifestOf(@event), Encoding.UTF8.GetString(JobEventSerializer.ToBytes(@event)));

    public object Deserialize(string manifest, string payload) => JobEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(payload));
}
