using MandelActors.Kernels;
using MandelActors.Protocol.Ids;
using Microsoft.Extensions.Logging;
using static MandelActors.Farm.Coordination.FarmProtocol;

namespace MandelActors.Farm.Nodes;

/// <summary>One per process that has devices: offers them, has one worker per job and device, says whose turn it is on each, and starts a crashed worker again after a pause.</summary>
/// <remarks>
/// <code>
/// message                 | does
/// CoordinatorFound        | watches it, says which devices are here
/// AttachJob               | a worker for every device that is asked for and not given up
/// DetachJob               | stops the job's workers
/// RequestDevice           | DeviceGranted to the worker whose turn it is
/// ReturnDevice            | the same for the next one
/// WorkerHealthy           | forgets the worker's crashes
/// DeviceUnfit             | gives the device up at once, DeviceLost, tells all workers on it
/// WorkerLeaving           | remembers that the worker's end is none of them
/// EndWork                 | tells all workers, starts no more; WorkEnded once none is left
/// Terminated(worker)      | crashed: count, pause, start again; too many in a row: give the device up, DeviceLost. Left: the job's next life gets another
/// Terminated(job)         | forgets it; its workers leave by themselves, those that have something worth finishing when it is finished
/// Terminated(coordinator) | the same for all jobs
/// </code>
/// <para>A worker that fails is stopped: what it held is given back by whoever watches it, and nothing of a broken state lives on.</para>
/// <para>Turns are given here, not by the coordinator: a device must not stand still while a question travels to another machine.</para>
/// </remarks>
public sealed class GpuNode : ReceiveActor, IWithTimers
{
    private readonly NodeOffer _offer;
    private readonly IReadOnlyList<NodeDevice> _devices;
    private readonly Func<WorkOrder, DeviceInfo, IFrameDelivery> _deliveries;
    private readonly WorkerSettings _settings;
    private readonly RunningWork _work;
    private readonly ILogger _log;
    private readonly DeviceBoard<IActorRef> _board = new();
    private readonly Dictionary<JobId, Attachment> _attached = [];
    private readonly Dictionary<IActorRef, Post> _workers = [];
    private readonly Dictionary<Post, int> _crashes = [];
    private readonly Dictionary<DeviceId, DeviceLost> _givenUp = [];
    private readonly HashSet<IActorRef> _leaving = [];
    private IActorRef? _coordinator;
    private IActorRef? _ends;
    private Exception? _lastFailure;
    private int _starts;

    /// <param name="offer">Who this node says it is.</param>
    /// <param name="devices">Owned by the caller; disposed of after the actors have stopped.</param>
    /// <param name="deliveries">Where the frames of a job go that a device makes.</param>
    /// <param name="work">Counts what the workers run outside themselves.</param>
    /// <param name="log">The node's own; jobs and coordinator hear of everything in any case.</param>
    public GpuNode(
        NodeOffer offer, IReadOnlyList<NodeDevice> devices, Func<WorkOrder, DeviceInfo, IFrameDelivery> deliveries, WorkerSettings settings, RunningWork work, ILogger log)
    {
        _offer = offer;
        _devices = devices;
        _deliveries = deliveries;
        _settings = settings;
        _work = work;
        _log = log;
        Receive<CoordinatorFound>(found => Join(found.Coordinator));
        Receive<AttachJob>(Attach);
        Receive<DetachJob>(detach => Detach(detach.Job));
        Receive<RequestDevice>(request => Want(request.Device, request.Job));
        Receive<ReturnDevice>(Return);
        Receive<WorkerHealthy>(healthy => _crashes.Remove(new Post(healthy.Job, healthy.Device)));
        Receive<DeviceUnfit>(GiveUp);
        Receive<WorkerLeaving>(_ => _leaving.Add(Sender));
        Receive<EndWork>(_ => EndAll());
        Receive<StartAgain>(again => StartWorker(again.Post));
        Receive<Terminated>(End);
        ReceiveAny(Unhandled);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
    {
        _lastFailure = cause;
        return Directive.Stop;
    });

    private void Join(IActorRef coordinator)
    {
        LeaveCoordinator();
        _coordinator = Context.Watch(coordinator);
        _coordinator.Tell(new NodeJoined(_offer, [.. _devices.Select(device => new OfferedDevice(device.Id, device.Device.Info))]));
        foreach (var lost in _givenUp.Values) _coordinator.Tell(lost);
    }

    private void LeaveCoordinator()
    {
        if (_coordinator is not null) Context.Unwatch(_coordinator);
        _coordinator = null;
        foreach (var job in _attached.Keys.ToArray()) Lose(job);
    }

    private bool Forget(JobId job)
    {
        if (!_attached.Remove(job, out var attached)) return false;
        Context.Unwatch(attached.Job);
        _board.RemoveJob(job);
        return true;
    }

    private void Lose(JobId job)
    {
        if (Forget(job) && _ends is null) NodeLog.OutOfSight(_log, job);
    }

    private void Attach(AttachJob attach)
    {
        var job = attach.Order.Job;
        // The same life of the job may be announced again, with more devices or without, or with another priority.
        if (!_attached.TryGetValue(job, out var known) || !known.Job.Equals(attach.Job))
        {
            Forget(job);
            _attached[job] = known = new Attachment(attach.Order, Context.Watch(attach.Job));
            NodeLog.Attached(_log, job, string.Join(", ", _devices.Select(device => device.Id).Where(id => attach.Devices?.Contains(id) ?? true)));
        }

        _board.AddJob(job, attach.Order.Priority);

        foreach (var device in _devices)
        {
            if (attach.Devices is { } chosen && !chosen.Contains(device.Id)) continue;
            known.Devices.Add(device.Id);
            StartWorker(new Post(job, device.Id));
        }
    }

    private void Detach(JobId job)
    {
        if (Forget(job)) NodeLog.Detached(_log, job);
        foreach (var (worker, post) in _workers.Where(entry => entry.Value.Job == job).ToArray())
        {
            _workers.Remove(worker);
            _leaving.Remove(worker);
            Context.Unwatch(worker);
            Context.Stop(worker);
            Timers.Cancel(post);
            Free(post.Device, worker);
        }

        AnswerIfEnded();
    }

    /// <summary>The process is to end. Whoever asked is answered when all is given back or brought where it belongs.</summary>
    private void EndAll()
    {
        _ends = Sender;
        foreach (var worker in _workers.Keys) worker.Tell(EndWork.Instance);
        AnswerIfEnded();
    }

    private void AnswerIfEnded()
    {
        if (_workers.Count == 0) _ends?.Tell(WorkEnded.Instance);
    }

    /// <summary>A post whose last worker is still finishing something waits for it: <see cref="End"/> comes back here.</summary>
    private void StartWorker(Post post)
    {
        if (_ends is not null || _givenUp.ContainsKey(post.Device) || !_attached.TryGetValue(post.Job, out var attached) || !attached.Devices.Contains(post.Device) || _workers.ContainsValue(post)) return;
        var device = _devices.First(device => device.Id == post.Device);
        string name = $"worker-{++_starts}";
        WorkerId id = new($"{_offer.Node}/{_offer.Life}/{name}");
        var delivery = _deliveries(attached.Order, device.Device.Info);
        _workers[Context.Watch(Context.ActorOf(
            Props.Create(() => new GpuWorker(id, device, attached.Order, attached.Job, delivery, _settings, _work, _log)), name))] = post;
    }

    /// <summary>One that was stopped while its question was on its way gets nothing: nobody would ever hear of its end, and the device would be its own for ever.</summary>
    private void Want(DeviceId device, JobId job)
    {
        if (_workers.ContainsKey(Sender)) Grant(device, _board.TryGrant(device, job, Sender, out var next), next);
    }

    private void Return(ReturnDevice returned)
    {
        if (returned.Again && _workers.ContainsKey(Sender)) Grant(returned.Device, _board.TryPass(returned.Device, returned.Job, Sender, out var next), next);
        else Free(returned.Device, Sender);
    }

    private void Free(DeviceId device, IActorRef worker) => Grant(device, _board.TryReturn(device, worker, out var next), next);

    private static void Grant(DeviceId device, bool granted, IActorRef worker)
    {
        if (granted) worker.Tell(new DeviceGranted(device));
    }

    private void End(Terminated ended)
    {
        if (ended.ActorRef.Equals(_coordinator))
        {
            LeaveCoordinator();
            return;
        }

        if (!_workers.Remove(ended.ActorRef, out var post))
        {
            foreach (var job in _attached.Where(entry => entry.Value.Job.Equals(ended.ActorRef)).Select(entry => entry.Key).ToArray()) Lose(job);
            return;
        }

        Free(post.Device, ended.ActorRef);
        if (_ends is not null)
        {
            AnswerIfEnded();
            return;
        }

        if (_leaving.Remove(ended.ActorRef))
        {
            // The job may be back by now.
            StartWorker(post);
            return;
        }

        if (_givenUp.ContainsKey(post.Device)) return;
        int crashes = _crashes[post] = _crashes.GetValueOrDefault(post) + 1;
        if (crashes >= _settings.CrashLimit)
        {
            string reason = $"{post.Device} failed {crashes} times in a row, at last with: {_lastFailure?.Message}";
            GiveUp(new DeviceLost(post.Device, reason));
            return;
        }

        var pause = _settings.FirstPause * Math.Pow(2, Math.Min(crashes - 1, 20));
        if (pause > _settings.LongestPause) pause = _settings.LongestPause;
        NodeLog.StartsAgain(_log, post.Job, post.Device, pause.TotalSeconds, crashes);
        Timers.StartSingleTimer(post, new StartAgain(post), pause);
    }

    private void GiveUp(DeviceUnfit unfit)
    {
        // Several workers may find the same; that it computes wrongly is the graver finding.
        if (_givenUp.TryGetValue(unfit.Device, out var known) && (known.IsWrong || !unfit.IsWrong)) return;
        GiveUp(new DeviceLost(unfit.Device, unfit.Reason) { IsWrong = unfit.IsWrong });
        foreach (var worker in _workers.Where(entry => entry.Value.Device == unfit.Device).Select(entry => entry.Key)) worker.Tell(unfit);
    }

    private void GiveUp(DeviceLost lost)
    {
        _givenUp[lost.Device] = lost;
        NodeLog.GivenUp(_log, lost.Device, lost.Reason);
        _coordinator?.Tell(lost);
    }

    /// <summary>What a worker is for.</summary>
    private readonly record struct Post(JobId Job, DeviceId Device);

    private sealed record Attachment(WorkOrder Order, IActorRef Job)
    {
        public HashSet<DeviceId> Devices { get; } = [];
    }

    private sealed record StartAgain(Post Post);
}
