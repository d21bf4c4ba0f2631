using System.Text;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;

namespace MandelActors.Farm.Hosting;

/// <summary>Gives the journal the names and shapes that the protocol keeps for ever: of jobs, and of the registry that knows them all.</summary>
public sealed class JobSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => @event is RegistryProtocol.IRegistryEvent change
        ? new SerializedEvent(RegistryEventSerializer.ManifestOf(change), Encoding.UTF8.GetString(RegistryEventSerializer.ToBytes(change)))
        : new SerializedEvent(JobEventSerializer.ManifestOf(@event), Encoding.UTF8.GetString(JobEventSerializer.ToBytes(@event)));

    public object Deserialize(string manifest, string payload) => RegistryEventSerializer.Knows(manifest)
        ? RegistryEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(payload))
        : JobEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(payload));
}
