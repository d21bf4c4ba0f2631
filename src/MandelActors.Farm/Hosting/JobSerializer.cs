using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;

namespace MandelActors.Farm.Hosting;

/// <summary>Gives the journal the names and shapes that the protocol keeps for ever: of jobs, and of the registry that knows them all.</summary>
public sealed class JobSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => @event is RegistryProtocol.IRegistryEvent change
        ? new SerializedEvent(RegistryEventSerializer.ManifestOf(change), RegistryEventSerializer.ToBytes(change))
        : new SerializedEvent(JobEventSerializer.ManifestOf(@event), JobEventSerializer.ToBytes(@event));

    public object Deserialize(string manifest, ReadOnlySpan<byte> payload) => RegistryEventSerializer.Knows(manifest)
        ? RegistryEventSerializer.FromBytes(manifest, payload)
        : JobEventSerializer.FromBytes(manifest, payload);
}
