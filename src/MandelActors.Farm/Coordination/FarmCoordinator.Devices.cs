using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Farm.Coordination.FarmProtocol;

namespace MandelActors.Farm.Coordination;

/// <content>Nodes that come and go, devices that are given up, and which of them work for which job.</content>
public sealed partial class FarmCoordinator
{
    private readonly NodeRoster _roster = new();
    private readonly Placement<IActorRef> _placement = new();

    private void Attach(RunningJob job)
    {
        Announce(job, _placement.Fill(job.Definition.Job));
        SayWhatItWaitsFor(job);
    }

    private static void Announce(RunningJob job, IReadOnlyList<(IActorRef Node, IReadOnlyList<DeviceId> Devices)> placed)
    {
        foreach (var (node, devices) in placed) node.Tell(new AttachJob(job.Order, job.Actor!) { Devices = devices });
    }

    private void SayWhatItWaitsFor(RunningJob job)
    {
        var (id, terms) = (job.Definition.Job, job.Definition.Terms);
        string? why = _placement.HasDevices(id) ? null : _roster.WhyNone(terms.RequireTags);
        if (why == job.Waits) return;
        job.Waits = why;
        Context.System.EventStream.Publish(new JobWaits(id, why));
    }

    private void AttachAll()
    {
        foreach (var job in _jobs.Values.Where(job => job.IsOpen)) Attach(job);
    }

    private void Join(NodeJoined joined)
    {
        foreach (var former in _roster.NamedLike(joined.Node, Sender)) Leave(Context.Unwatch(former));
        Leave(Sender);
        _roster.Add(Context.Watch(Sender), joined, _time.GetUtcNow());
        _placement.AddNode(Sender, joined.Node.Tags, joined.Devices.Select(device => device.Device));
        PublishNodes();
        AttachAll();
    }

    private void Leave(IActorRef node)
    {
        _roster.Remove(node);
        _placement.RemoveNode(node);
    }

    private void Lose(DeviceLost lost)
    {
        _roster.Lose(lost);
        _placement.RemoveDevice(lost.Device);
        AttachAll();
        PublishNodes();
        foreach (var (id, job) in _jobs)
        {
            if (lost.IsWrong) job.Untold.Add(lost);
            if (lost.IsWrong && job is { IsOpen: true, Actor: { } actor }) Distrust(actor, lost);
            else ComplainWithoutDevices(id);
        }
    }

    /// <summary>The job answers when it has in its journal what must be rendered again: nothing may end before that.</summary>
    private void Distrust(IActorRef job, DeviceLost lost) => job.Tell(new JobProtocol.DistrustDevice(lost.Device, lost.Reason));

    private void Distrusted()
    {
        foreach (var (id, job) in _jobs.Where(job => Sender.Equals(job.Value.Actor)))
        {
            job.Untold.Clear();
            ComplainWithoutDevices(id);
        }
    }

    private void PublishNodes() => Context.System.EventStream.Publish(new NodesChanged(_roster.List(_placement.JobsOf)));

    private void ComplainWithoutDevices(JobId id)
    {
        if (_roster.HasOnlyLostDevices) Context.System.EventStream.Publish(new JobStalled(id, _roster.WhyLost));
    }
}
