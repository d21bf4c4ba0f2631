using System.Text;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Registry;

namespace MandelActors.Farm.Hosting;

/// <summary>Gives the journal the names and shapes that the protocol keeps for ever: of jobs, and of the registry that knows them all.</summary>
public sealed class JobSerializer : IEventSerializer
{
    public SerializedEvent Serialize(object @event) => @event is RegistryProtocol.IRegistryEvent change
        ? new SerializedEvent(RegistryEventSerializer.ManifestOf(change), Encoding.UTF8.GetString(RegistryEventSerializer.ToBytes(change)))
        : new SerializedEvent(JobEventSerializer.ManifestOf(@event), @event is JobSnapshot ? TextOf(@event) : Encoding.UTF8.GetString(JobEventSerializer.ToBytes(@event)));

    public object Deserialize(string manifest, string payload) => RegistryEventSerializer.Knows(manifest)
        ? RegistryEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(payload))
        : JobEventSerializer.FromBytes(manifest, Encoding.UTF8.GetBytes(payload));

    /// <summary>The snapshot of a million frames is 60 MB of text. Serialised at once it would be in memory three times before there is a string of it.</summary>
    private static string TextOf(object snapshot)
    {
        using MemoryStream json = new();
        JobEventSerializer.Write(json, snapshot);
        return Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length);
    }
}
