using System.Text;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Rendering;
using MandelActors.Protocol.Documents;
using MandelActors.Protocol.Links;
using MandelActors.Protocol.Scenes;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Links;

/// <summary>A node's side of the link with its seed.</summary>
internal sealed class NodeSide : ILinkSide
{
    public object? ToWire(object message, Func<IActorRef, int> export) => message switch
    {
        NodeJoined joined => new LinkProtocol.DevicesOffered([.. joined.Devices.Select(Offered)]),
        DeviceLost lost => new LinkProtocol.DeviceLost(lost.Device, lost.Reason) { IsWrong = lost.IsWrong },
        RequestFrames or CompleteFrame or FailFrame or ReturnFrame or PauseJob => message,
        _ => null,
    };

    public object FromWire(object message, IActorRef receiver, Func<int, IActorRef> import) => message switch
    {
        LinkProtocol.JobAttached attached => new AttachJob(OrderIn(attached), import(attached.Actor)) { Devices = attached.Devices },
        LinkProtocol.JobDetached detached => new DetachJob(detached.Job),
        LinkProtocol.FramesAvailable => Coordination.FarmProtocol.FramesAvailable.Instance,
        IJobReply => message,
        _ => throw new LinkEndedException($"a seed does not say '{LinkCodec.NameOf(message)}'"),
    };

    public ValueTask<LinkObjection?> CheckAsync(object message, IActorRef receiver) => ValueTask.FromResult<LinkObjection?>(null);

    private static WorkOrder OrderIn(LinkProtocol.JobAttached attached)
    {
        try
        {
            var document = DocumentReader.Read(Encoding.UTF8.GetBytes(attached.Scene.GetRawText()), $"job {attached.Job}");
            var scene = SceneLoader.Check(document);
            if (SceneIdentity.Of(scene) != attached.Identity)
                throw new LinkEndedException($"this version of the program reads another scene out of job {attached.Job} than the seed does; run the same version on both");
            return new WorkOrder(attached.Job, scene, attached.Priority) { MaxFrameTime = TimeSpan.FromMilliseconds(attached.MaxFrameMilliseconds) };
        }
        catch (BadInputException problem)
        {
            throw new LinkEndedException($"this version of the program cannot read the scene of a job: {problem.Message}");
        }
    }

    private static LinkProtocol.Device Offered(OfferedDevice offered)
    {
        var info = offered.Info;
        return new LinkProtocol.Device(
            offered.Device, info.Id, info.Kind, info.Name, info.Vendor, info.ComputeUnits, info.MemoryBytes, info.HasFloat64, info.Driver);
    }
}
