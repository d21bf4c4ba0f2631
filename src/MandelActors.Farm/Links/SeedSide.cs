using System.Text.Json;
using MandelActors.Farm.Nodes;
using MandelActors.Farm.Transport;
using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using MandelActors.Protocol.Links;
using MandelActors.Protocol.Scenes;
using static MandelActors.Farm.Coordination.FarmProtocol;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Links;

/// <summary>A seed's side of the link with one node.</summary>
/// <param name="offer">Who the node said it is: it speaks for its own devices and workers, and for no others.</param>
/// <param name="frames">Knows which frames were handed in, and vouches for them.</param>
/// <param name="sharesStore">Whether the node writes into the store by itself.</param>
internal sealed class SeedSide(NodeOffer offer, FrameReceiver frames, bool sharesStore) : ILinkSide
{
    private readonly Dictionary<IActorRef, JobId> _jobs = [];

    public object? ToWire(object message, Func<IActorRef, int> export)
    {
        switch (message)
        {
            case AttachJob attach:
                _jobs[attach.Job] = attach.Order.Job;
                using (var scene = JsonDocument.Parse(SceneWriter.Write(attach.Order.Scene)))
                {
                    return new LinkProtocol.JobAttached(
                        attach.Order.Job, export(attach.Job), scene.RootElement.Clone(), SceneIdentity.Of(attach.Order.Scene), attach.Order.Priority)
                    {
                        MaxFrameMilliseconds = (long)attach.Order.MaxFrameTime.TotalMilliseconds,
                        Devices = attach.Devices,
                    };
                }

            case DetachJob detach:
                foreach (var job in _jobs.Where(entry => entry.Value == detach.Job).Select(entry => entry.Key).ToArray()) _jobs.Remove(job);
                return new LinkProtocol.JobDetached(detach.Job);
            case Coordination.FarmProtocol.FramesAvailable:
                return LinkProtocol.FramesAvailable.Instance;
            default:
                return message is IJobReply ? message : null;
        }
    }

    public object FromWire(object message, IActorRef receiver, Func<int, IActorRef> import) => message switch
    {
        LinkProtocol.DevicesOffered offered => new NodeJoined(offer, [.. offered.Devices.Select(Offered)]),
        LinkProtocol.DeviceLost lost => new DeviceLost(Own(lost.Device), lost.Reason) { IsWrong = lost.IsWrong },
        RequestFrames request when Own(request.Worker) && request.Most > 0 => request with { Device = Own(request.Device) },
        CompleteFrame complete when Own(complete.Worker) => complete with { Device = Own(complete.Device) },
        FailFrame fail => fail with { Device = Own(fail.Device) },
        ReturnFrame => message,
        PauseJob { Cause: PauseCause.OutOfSpace } => message,
        _ => throw new LinkEndedException($"a node may not say '{LinkCodec.NameOf(message)}' of others, or at all"),
    };

    public async ValueTask<LinkObjection?> CheckAsync(object message, IActorRef receiver)
    {
        if (message is not CompleteFrame complete) return null;
        if (!_jobs.TryGetValue(receiver, out var job)) return null;
        string? problem = await frames.VouchAsync(job, complete, sharesStore).ConfigureAwait(false);
        return problem is null
            ? null
            : new LinkObjection(
                new FailFrame(complete.Frame, complete.Attempt, complete.Device, problem, 0), new FrameRejected(complete.Frame, complete.Attempt, problem));
    }

    private OfferedDevice Offered(LinkProtocol.Device device) => new(
        Own(device.Id),
        new DeviceInfo(device.LocalId, device.Kind, device.Name, device.Vendor, device.ComputeUnits, device.MemoryBytes, device.HasFloat64, device.Driver));

    private DeviceId Own(DeviceId device) => device.Value.StartsWith($"{offer.Node}/", StringComparison.Ordinal) && device.Value.Length <= 200
        ? device
        : throw new LinkEndedException($"node {offer.Node} speaks for a device that is not its own");

    private bool Own(WorkerId worker) => worker.Value.StartsWith($"{offer.Node}/{offer.Life}/", StringComparison.Ordinal) && worker.Value.Length <= 200;
}
