using MandelActors.Protocol.Ids;
using static MandelActors.Farm.Coordination.FarmProtocol;

namespace MandelActors.Farm.Nodes;

/// <summary>One per process that has devices: offers them, has one worker per job and device, and starts a crashed worker again after a pause.</summary>
/// <remarks>
/// <code>
/// message            | does
/// AttachJob          | a worker for every device that is not given up
/// DetachJob          | stops the job's workers
/// Terminated(worker) | attached: count, pause, start again; too many in a row: give the device up, DeviceLost. Detached: nothing
/// WorkerHealthy      | forgets the worker's crashes
/// </code>
/// A worker that fails is stopped: what it held is given back by whoever watches it, and nothing of a broken state lives on.
/// </remarks>
public sealed class GpuNode : ReceiveActor, IWithTimers
{
    private readonly NodeId _node;
    private readonly IReadOnlyList<NodeDevice> _devices;
    private readonly IActorRef _coordinator;
    private readonly WorkerSettings _settings;
    private readonly RunningWork _work;
    private readonly Dictionary<JobId, AttachJob> _attached = [];
    private readonly Dictionary<IActorRef, Post> _workers = [];
    private readonly Dictionary<Post, int> _crashes = [];
    private readonly HashSet<DeviceId> _givenUp = [];
    private Exception? _lastFailure;
    private int _starts;

    /// <param name="work">Counts what the workers run outside themselves.</param>
    public GpuNode(NodeId node, IReadOnlyList<NodeDevice> devices, IActorRef coordinator, WorkerSettings settings, RunningWork work)
    {
        _node = node;
        _devices = devices;
        _coordinator = coordinator;
        _settings = settings;
        _work = work;
        Receive<AttachJob>(Attach);
        Receive<DetachJob>(detach => Detach(detach.Job));
        Receive<WorkerHealthy>(healthy => _crashes.Remove(new Post(healthy.Job, healthy.Device)));
        Receive<StartAgain>(again => StartWorker(again.Post));
        Receive<Terminated>(End);
        ReceiveAny(Unhandled);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() =>
        _coordinator.Tell(new NodeJoined(_node, [.. _devices.Select(device => new OfferedDevice(device.Id, device.Device.Info))]), Self);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _lastFailure = cause;
        return Directive.Stop;
    });

    private void Attach(AttachJob attach)
    {
        Detach(attach.Definition.Job);
        _attached[attach.Definition.Job] = attach;
        foreach (var device in _devices) StartWorker(new Post(attach.Definition.Job, device.Id));
    }

    private void Detach(JobId job)
    {
        _attached.Remove(job);
        foreach (var (worker, post) in _workers.Where(entry => entry.Value.Job == job).ToArray())
        {
            _workers.Remove(worker);
            Context.Unwatch(worker);
            Context.Stop(worker);
            Timers.Cancel(post);
        }
    }

    private void StartWorker(Post post)
    {
        if (_givenUp.Contains(post.Device) || !_attached.TryGetValue(post.Job, out var attached) || _workers.ContainsValue(post)) return;
        var device = _devices.First(device => device.Id == post.Device);
        string name = $"worker-{++_starts}";
        WorkerId id = new($"{_node}/{name}");
        _workers[Context.Watch(Context.ActorOf(
            Props.Create(() => new GpuWorker(id, device, attached.Definition, attached.Job, _coordinator, _settings, _work)), name))] = post;
    }

    private void End(Terminated ended)
    {
        if (!_workers.Remove(ended.ActorRef, out var post) || !_attached.ContainsKey(post.Job)) return;
        int crashes = _crashes[post] = _crashes.GetValueOrDefault(post) + 1;
        if (crashes >= _settings.CrashLimit)
        {
            _givenUp.Add(post.Device);
            _coordinator.Tell(new DeviceLost(post.Device, $"{post.Device} failed {crashes} times in a row, at last with: {_lastFailure?.Message}"));
            return;
        }

        var pause = _settings.FirstPause * Math.Pow(2, Math.Min(crashes - 1, 20));
        Timers.StartSingleTimer(post, new StartAgain(post), pause > _settings.LongestPause ? _settings.LongestPause : pause);
    }

    /// <summary>What a worker is for.</summary>
    private readonly record struct Post(JobId Job, DeviceId Device);

    private sealed record StartAgain(Post Post);
}
