using MandelActors.Protocol.Ids;

namespace MandelActors.Farm.Coordination;

/// <summary>Which devices work for which job: those of nodes that have the job's tags, and no more than the job may have.</summary>
/// <remarks>A job that may not have all takes the devices that work for the fewest jobs; when one of them leaves, another is taken for it.</remarks>
/// <typeparam name="TNode">What names a node; compared by equality.</typeparam>
internal sealed class Placement<TNode>
    where TNode : notnull
{
    private readonly List<PlacedDevice> _devices = [];
    private readonly Dictionary<JobId, PlacedJob> _jobs = [];

    public void AddNode(TNode node, IReadOnlyList<string> tags, IEnumerable<DeviceId> devices) =>
        _devices.AddRange(devices.Select(device => new PlacedDevice(node, device, tags)));

    public void RemoveNode(TNode node) => Remove(device => device.Node.Equals(node));

    /// <summary>The device works for nobody any more, until its node joins anew.</summary>
    public void RemoveDevice(DeviceId id) => Remove(device => device.Id == id);

    /// <param name="most">Most devices that work for it at once; null for all.</param>
    public void AddJob(JobId job, IReadOnlyList<string> requireTags, int? most) => _jobs[job] = new PlacedJob(requireTags, most ?? int.MaxValue);

    public void RemoveJob(JobId job) => _jobs.Remove(job);

    /// <summary>Forgets who works for the job: its next life has nobody yet.</summary>
    public void Release(JobId job) => _jobs.GetValueOrDefault(job)?.Devices.Clear();

    /// <summary>Whether any device works for the job.</summary>
    public bool HasDevices(JobId job) => _jobs.GetValueOrDefault(job)?.Devices.Count > 0;

    public IReadOnlyList<JobId> JobsOf(DeviceId device) =>
        [.. _jobs.Where(job => job.Value.Devices.Any(placed => placed.Id == device)).Select(job => job.Key)];

    /// <summary>Gives a job the devices that it may have and has not.</summary>
    /// <returns>Nodes that were given work, each with all its devices that now work for the job.</returns>
    public IReadOnlyList<(TNode Node, IReadOnlyList<DeviceId> Devices)> Fill(JobId id)
    {
        if (!_jobs.TryGetValue(id, out var job)) return [];
        var free = _devices.Where(device => job.RequireTags.All(device.Tags.Contains) && !job.Devices.Contains(device));
        var taken = (job.Most == int.MaxValue ? free : free.OrderBy(Load)).Take(Math.Max(0, job.Most - job.Devices.Count)).ToArray();
        foreach (var device in taken) job.Devices.Add(device);
        var nodes = taken.Select(device => device.Node).ToHashSet();
        return [.. Placed(id).Where(placed => nodes.Contains(placed.Node))];
    }

    /// <summary>All nodes that have devices working for a job, each with those.</summary>
    public IReadOnlyList<(TNode Node, IReadOnlyList<DeviceId> Devices)> Placed(JobId id) => _jobs.TryGetValue(id, out var job)
        ? [.. job.Devices.GroupBy(device => device.Node, device => device.Id).Select(group => (group.Key, (IReadOnlyList<DeviceId>)[.. group]))]
        : [];

    private int Load(PlacedDevice device) => _jobs.Values.Count(job => job.Devices.Contains(device));

    private void Remove(Predicate<PlacedDevice> gone)
    {
        _devices.RemoveAll(gone);
        foreach (var job in _jobs.Values) job.Devices.RemoveWhere(gone);
    }

    private sealed record PlacedDevice(TNode Node, DeviceId Id, IReadOnlyList<string> Tags);

    private sealed record PlacedJob(IReadOnlyList<string> RequireTags, int Most)
    {
        public HashSet<PlacedDevice> Devices { get; } = [];
    }
}
