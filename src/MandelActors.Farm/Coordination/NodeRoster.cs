using MandelActors.Farm.Nodes;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using static MandelActors.Farm.Coordination.FarmProtocol;

namespace MandelActors.Farm.Coordination;

/// <summary>The nodes that are in the farm now, as the coordinator knows them.</summary>
internal sealed class NodeRoster
{
    private readonly Dictionary<IActorRef, Member> _members = [];
    private readonly Dictionary<DeviceId, DeviceLost> _lost = [];

    public IEnumerable<IActorRef> Nodes => _members.Keys;

    /// <summary>Whether there are nodes, and each of them lost each of its devices.</summary>
    public bool HasOnlyLostDevices => _members.Count > 0 && _members.Values.SelectMany(member => member.Joined.Devices).All(device => _lost.ContainsKey(device.Device));

    public void Add(IActorRef node, NodeJoined joined, DateTimeOffset since)
    {
        _members[node] = new Member(joined, since);
        foreach (var device in joined.Devices) _lost.Remove(device.Device);
    }

    public bool Remove(IActorRef node)
    {
        if (!_members.Remove(node, out var gone)) return false;
        foreach (var device in gone.Joined.Devices) _lost.Remove(device.Device);
        return true;
    }

    /// <summary>Earlier lives of a node: two of one name are one machine that came back before its end was noticed.</summary>
    public IReadOnlyList<IActorRef> NamedLike(NodeOffer offer, IActorRef but) =>
        [.. _members.Where(member => member.Value.Joined.Node.Node == offer.Node && !member.Key.Equals(but)).Select(member => member.Key)];

    public void Lose(DeviceLost lost) => _lost[lost.Device] = lost;

    /// <summary>Devices that are here and compute wrongly.</summary>
    public IEnumerable<DeviceLost> Wrong => _lost.Values.Where(lost => lost.IsWrong);

    /// <summary>Why the devices that are gone are gone, in no order.</summary>
    public string WhyLost => _lost.Count > 0 ? string.Join("; ", _lost.Values.Select(lost => lost.Reason)) : "no device is left to render it";

    /// <summary>Why no device works for a job, in a few words.</summary>
    /// <param name="requireTags">What the job asks of a node.</param>
    public string WhyNone(IReadOnlyList<string> requireTags)
    {
        if (_members.Count == 0) return "no node has joined";
        var offers = _members.Values.Select(member => member.Joined).ToArray();
        string[] missing = [.. requireTags.Where(tag => !offers.Any(offer => offer.Node.Tags.Contains(tag)))];
        if (missing.Length > 0) return $"no node has {Named(missing)}";
        var fit = offers.Where(offer => requireTags.All(offer.Node.Tags.Contains)).ToArray();
        if (fit.Length == 0) return $"no node has all of {Named(requireTags)}";
        string whose = requireTags.Count == 0 ? "a node" : $"a node with {Named(requireTags)}";
        return fit.All(offer => offer.Devices.Count == 0) ? $"no device is offered by {whose}" : $"every device of {whose} was given up";
    }

    private static string Named(IReadOnlyList<string> tags) => $"tag{(tags.Count == 1 ? "" : "s")} {string.Join(", ", tags)}";

    /// <param name="jobsOf">The jobs that a device works for.</param>
    public NodeList List(Func<DeviceId, IReadOnlyList<JobId>> jobsOf) =>
        new([.. _members.Values.OrderBy(member => member.Joined.Node.Node.Value, StringComparer.Ordinal).Select(member => ViewOf(member, jobsOf))]);

    private NodeView ViewOf(Member member, Func<DeviceId, IReadOnlyList<JobId>> jobsOf)
    {
        var (node, life, tags) = member.Joined.Node;
        return new NodeView(node.Value, life, tags, member.Since, [.. member.Joined.Devices.Select(device =>
        {
            var reason = _lost.GetValueOrDefault(device.Device)?.Reason;
            return new NodeDeviceView(device.Device.Value, device.Info.Kind, device.Info.Name, reason is null ? "ready" : "lost")
            {
                Reason = reason,
                Jobs = [.. jobsOf(device.Device).Select(job => job.Value)],
            };
        })]);
    }

    private sealed record Member(NodeJoined Joined, DateTimeOffset Since);
}
