using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;

namespace MandelActors.Farm.Coordination;

/// <content>What the farm says of itself on the event stream. Measurements and logs are made of it; nobody's work depends on anybody listening.</content>
public static partial class FarmProtocol
{
    /// <summary>From a job: something changed in it, and is durable if it is journalled.</summary>
    public sealed record JobChanged(JobId Job, JobProtocol.IJobEvent Change);

    /// <summary>From a job: something of it that somebody should know, and that is about no frame.</summary>
    public sealed record JobWarned(JobId Job, string Warning);

    /// <summary>From a job: a worker asked for frames.</summary>
    /// <param name="Asked">How many it could start.</param>
    /// <param name="Granted">How many it got.</param>
    public sealed record FramesAsked(JobId Job, DeviceId Device, int Asked, int Granted);

    /// <summary>From a job: a device computed a frame that was committed.</summary>
    /// <param name="Busy">How long it computed; zero for a frame from its node's spool.</param>
    public sealed record DeviceWorked(JobId Job, DeviceId Device, TimeSpan Busy);

    /// <summary>From the coordinator: the job is not worked for any more.</summary>
    public sealed record JobLetGo(JobId Job);

    /// <summary>From the coordinator: a node joined or left, or a device was lost.</summary>
    public sealed record NodesChanged(NodeList Nodes);
}
