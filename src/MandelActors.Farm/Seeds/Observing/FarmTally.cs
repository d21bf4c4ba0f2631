using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Api;
using MandelActors.Protocol.Ids;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Seeds.Observing;

/// <summary>What this seed counted in the farm since its process started, and what of it holds now. Written by <see cref="FarmObserver"/>, read by whoever measures. Thread-safe.</summary>
internal sealed class FarmTally(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<JobId, JobLeases> _jobs = [];
    private readonly Dictionary<DeviceId, DeviceOccupancy> _devices = [];
    private readonly Dictionary<(JobId Job, DeviceId Device), int> _unmet = [];
    private readonly long[] _retries = new long[Enum.GetValues<RetryReason>().Length];
    private HashSet<(string Node, string Life)> _lives = [];
    private NodeList _nodes = new([]);
    private FarmTotals _totals;

    /// <summary>All that is counted.</summary>
    public FarmTotals Totals
    {
        get
        {
            lock (_lock) return _totals;
        }
    }

    /// <summary>The nodes that are in the farm.</summary>
    public NodeList Nodes
    {
        get
        {
            lock (_lock) return _nodes;
        }
    }

    /// <summary>Frames that were granted again, by reason.</summary>
    public IReadOnlyList<(RetryReason Reason, long Count)> Retries
    {
        get
        {
            lock (_lock) return [.. Enum.GetValues<RetryReason>().Select(reason => (reason, _retries[(int)reason]))];
        }
    }

    /// <summary>The devices that are in the farm.</summary>
    public IReadOnlyList<DeviceReading> Devices
    {
        get
        {
            lock (_lock) return [.. _devices.Select(entry => new DeviceReading(entry.Key, entry.Value.BusySeconds, entry.Value.Ratio(), entry.Value.Leases))];
        }
    }

    /// <summary>Frames that devices asked for last and did not get. What a device asked of several jobs it could take of one of them only.</summary>
    public int Demand
    {
        get
        {
            lock (_lock) return _unmet.GroupBy(entry => entry.Key.Device, (_, asked) => asked.Max(entry => entry.Value)).Sum();
        }
    }

    /// <summary>The device that holds a frame; null if none is known to.</summary>
    public DeviceId? HolderOf(JobId job, FrameNumber frame)
    {
        lock (_lock) return _jobs.GetValueOrDefault(job)?.HolderOf(frame);
    }

    public void Note(JobId job, IJobEvent change)
    {
        lock (_lock)
        {
            if (!_jobs.TryGetValue(job, out var leases)) _jobs[job] = leases = new JobLeases();
            Count(leases, change);
        }
    }

    public void Note(FarmProtocol.FramesAsked asked)
    {
        lock (_lock)
        {
            _totals.Requested += asked.Asked;
            _totals.Granted += asked.Granted;
            if (asked.Asked > asked.Granted) _unmet[(asked.Job, asked.Device)] = asked.Asked - asked.Granted;
            else _unmet.Remove((asked.Job, asked.Device));
        }
    }

    public void Note(FarmProtocol.DeviceWorked worked)
    {
        lock (_lock) _devices.GetValueOrDefault(worked.Device)?.Add(worked.Busy);
    }

    public void Note(FarmProtocol.NodesChanged changed)
    {
        lock (_lock)
        {
            _nodes = changed.Nodes;
            HashSet<(string, string)> lives = [.. _nodes.Nodes.Select(node => (node.Node, node.Life))];
            _totals.Joined += lives.Count(life => !_lives.Contains(life));
            _lives = lives;
            Keep([.. _nodes.Nodes.SelectMany(node => node.Devices).Where(device => device.State == "ready").Select(device => new DeviceId(device.Device))]);
        }
    }

    public void Note(FarmProtocol.JobLetGo gone)
    {
        lock (_lock)
        {
            if (_jobs.Remove(gone.Job, out var leases)) Release(leases.Holders);
            foreach (var asked in _unmet.Keys.Where(asked => asked.Job == gone.Job).ToArray()) _unmet.Remove(asked);
        }
    }

    /// <summary>Forgets what holds now; what was counted stays.</summary>
    public void EndTerm()
    {
        lock (_lock)
        {
            _jobs.Clear();
            _unmet.Clear();
            _devices.Clear();
            _lives.Clear();
            _nodes = new NodeList([]);
        }
    }

    private void Count(JobLeases leases, IJobEvent change)
    {
        switch (change)
        {
            case FrameLeased leased:
                _devices.GetValueOrDefault(leased.Device)?.Lease();
                if (leases.Grant(leased) is { } reason) _retries[(int)reason]++;
                break;
            case FrameCompleted completed:
                _totals.Completed++;
                Release(leases.End(completed.Frame, completed.Attempt, null));
                break;
            case FrameFailed failed:
                _totals.Failed++;
                Release(leases.End(failed.Frame, failed.Attempt, RetryReason.Failed));
                break;
            case LeaseReleased released:
                Release(leases.End(released.Frame, released.Attempt, released.WorkerVanished ? RetryReason.Lost : RetryReason.Returned));
                break;
            case FrameQuarantined quarantined:
                _totals.Quarantined++;
                leases.Want(quarantined.Frame, null);
                break;
            case FrameInvalidated invalidated:
                leases.Want(invalidated.Frame, RetryReason.Damaged);
                break;
            case FrameRetried retried:
                leases.Want(retried.Frame, RetryReason.Asked);
                break;
            case FrameDisputed:
                _totals.Disputed++;
                break;
            case AttemptRejected:
                _totals.Stale++;
                break;
            case JobOpened:
                Release(leases.Interrupt());
                break;
        }
    }

    private void Release(IEnumerable<DeviceId> holders)
    {
        foreach (var device in holders) Release(device);
    }

    private void Release(DeviceId? holder)
    {
        if (holder is { } device) _devices.GetValueOrDefault(device)?.Release();
    }

    /// <summary>What is measured of devices that left goes with them: otherwise there would be more of it with every node that ever was here.</summary>
    private void Keep(IReadOnlyList<DeviceId> present)
    {
        foreach (var gone in _devices.Keys.Except(present).ToArray()) _devices.Remove(gone);
        foreach (var asked in _unmet.Keys.Where(asked => !present.Contains(asked.Device)).ToArray()) _unmet.Remove(asked);
        foreach (var device in present)
            if (!_devices.ContainsKey(device)) _devices[device] = new DeviceOccupancy(time);
    }
}
