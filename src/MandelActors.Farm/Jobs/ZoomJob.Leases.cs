using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <content>Workers: who is there, who gets how many frames, and who has held one for too long.</content>
public sealed partial class ZoomJob
{
    /// <summary>A frame is called stuck when it takes this many times as long as any frame took that was finished.</summary>
    private const int StuckFactor = 10;

    /// <summary>For so long frames that nobody holds are left to faster devices; less than workers pause before they ask again.</summary>
    private static readonly TimeSpan LeaveToOthers = TimeSpan.FromSeconds(4);

    private readonly Dictionary<IActorRef, (WorkerId Worker, DeviceId Device)> _workers = [];
    private readonly HashSet<IActorRef> _idle = [];
    private readonly Dictionary<Attempt, Holding> _held = [];
    private readonly DevicePaces _paces = new();
    private readonly HashSet<DeviceId> _hindered = [];
    private TimeSpan _longestTurn;

    /// <summary>Since when frames are left to faster devices while nobody holds any; null where they are not.</summary>
    private long? _leftToOthers;

    /// <summary>Frames asked of this run that nobody holds.</summary>
    private int Waiting
    {
        get
        {
            var status = _state.Status();
            return status.Phase == JobPhase.Running ? status.Selected - status.SelectedDone - status.QuarantinedSelected - status.Leased : 0;
        }
    }

    private void HandOut(RequestFrames request)
    {
        if (_workers.TryAdd(Sender, (request.Worker, request.Device)))
        {
            Context.Watch(Sender);
            _shares.TryAdd(request.Device, new DeviceShare(request.Device, 0, 0, 0));
        }

        var worker = Sender;
        if (_stage == JobStage.Opening)
        {
            Refuse(worker, request, new NoFrames(true, "the job is being opened"));
            return;
        }

        if (_closing)
        {
            // The folder is being swept of all that is in the making.
            Refuse(worker, request, new NoFrames(true, "the job is being closed"));
            return;
        }

        int share = MostFor(request);
        if (share == 0)
        {
            Refuse(worker, request, new NoFrames(true, "faster devices finish the rest sooner"));
            return;
        }

        var decision = _state.Decide(
            request with { Most = share, KnownDevices = KnownDevices(request.Device), IsLastResort = !OthersWork(request.Device) }, _time.GetUtcNow());
        Record(decision.Events, () =>
        {
            if (decision.Reply is not FramesGranted granted)
            {
                Refuse(worker, request, decision.Reply);
                return;
            }

            worker.Tell(granted);
            PublishDemand(request, granted.Leases.Count);
        });
    }

    private void Refuse(IActorRef worker, RequestFrames request, IJobReply reply)
    {
        if (reply is NoFrames) _idle.Add(worker);
        worker.Tell(reply);
        PublishDemand(request, 0);
    }

    private void PublishDemand(RequestFrames request, int granted) =>
        Context.System.EventStream.Publish(new FarmProtocol.FramesAsked(_definition.Job, request.Device, request.Most, granted));

    /// <summary>What a device holds already it may take in any case: it costs it nothing.</summary>
    /// <remarks>
    /// Frames are left to faster devices only where those can take them, and not to the frame's harm: one that failed on a device waits for another. And
    /// where nobody holds any, the faster ones had their chance since the last question, whatever keeps them from asking.
    /// </remarks>
    private int MostFor(RequestFrames request)
    {
        if (request.Held.Count > 0) return request.Most;
        int waiting = Waiting;
        // With nothing to deal out the state machine says why there is nothing.
        if (waiting <= 0) return request.Most;
        var held = _held.Values.CountBy(holding => holding.Device).ToDictionary();
        DeviceLoad<DeviceId>[] devices =
        [
            .. _workers.Values.Select(worker => worker.Device).Distinct().Where(device => device == request.Device || MayTake(device))
                .Select(device => new DeviceLoad<DeviceId>(device, _paces.Of(device), held.GetValueOrDefault(device))),
        ];
        int share = TailControl.Share(request.Device, devices, waiting, request.Most);
        if (share > 0 || _held.Count > 0) return share;
        long since = _leftToOthers ??= _time.GetTimestamp();
        return _time.GetElapsedTime(since) < LeaveToOthers ? 0 : 1;
    }

    private bool MayTake(DeviceId device) => TakesFrames(device) && _state.HasFrameFor(device, KnownDevices(device));

    private bool TakesFrames(DeviceId device) => !_hindered.Contains(device) && _state.SetAsideBecause(device) is null;

    /// <summary>Devices that a frame may wait for when it failed on one of them, this one included: none that is set aside or can bring nothing, unless this one is set aside itself and the last resort.</summary>
    private int KnownDevices(DeviceId device)
    {
        bool isLastResort = _state.SetAsideBecause(device) is not null;
        return _workers.Values.Select(worker => worker.Device).Distinct().Count(other => other == device || isLastResort || TakesFrames(other));
    }

    /// <summary>It renders, and can bring nothing: said once, and no frame is left to it that others could take.</summary>
    private void Hinder(DeviceId device, string hindrance)
    {
        if (_hindered.Add(device)) Announce($"{device} gives its frames back: {hindrance}");
    }

    /// <summary>What the device made since it was last seen to be right is wanted again, from others.</summary>
    private void Distrust(DistrustDevice distrust)
    {
        int again = _state.UncheckedFramesOf(distrust.Device).Count;
        Execute(distrust, Sender, () =>
        {
            if (again > 0) Warn($"{again} frames that {distrust.Device} rendered since its last cross-check are rendered again");
        });
    }

    private FailFrame Judged(FailFrame fail) => fail with { KnownDevices = KnownDevices(fail.Device), OthersWork = OthersWork(fail.Device) };

    private bool OthersWork(DeviceId device) =>
        _workers.Values.Any(worker => worker.Device != device && _state.SetAsideBecause(worker.Device) is null);

    private void Expect(FarmProtocol.ExpectFrame expected)
    {
        var asking = Sender;
        var decision = _state.Decide(new AnnounceFrame(expected.Frame, expected.Attempt), _time.GetUtcNow());
        Record(decision.Events, () => asking.Tell(decision.Reply is JobAccepted ? new FarmProtocol.FrameExpected(_store) : decision.Reply));
    }

    private void WakeWorkers()
    {
        foreach (var worker in _idle) worker.Tell(FarmProtocol.FramesAvailable.Instance);
        _idle.Clear();
    }

    private void Release(Terminated ended)
    {
        _watchers.Remove(ended.ActorRef);
        _idle.Remove(ended.ActorRef);
        if (!_workers.TryGetValue(ended.ActorRef, out var gone)) return;
        int known = KnownDevices(gone.Device);
        _workers.Remove(ended.ActorRef);
        Execute(new ReleaseWorker(gone.Worker, known), null);
        // Frames were left to a faster device that is no more.
        WakeWorkers();
    }

    /// <summary>Keeps the time of every lease.</summary>
    private void Clock(IJobEvent change)
    {
        switch (change)
        {
            case FrameLeased leased:
                _leftToOthers = null;
                _held[leased.Attempt] = new Holding(leased.Frame, leased.Device, _time.GetTimestamp());
                break;
            case FrameCompleted completed:
                _hindered.Remove(completed.Device);
                if (!_held.Remove(completed.Attempt, out var holding)) break;
                var turn = _time.GetElapsedTime(holding.Since);
                if (turn > _longestTurn) _longestTurn = turn;
                break;
            case FrameFailed failed:
                _held.Remove(failed.Attempt);
                break;
            case LeaseReleased released:
                if (_held.Remove(released.Attempt, out var returned) && released.Hindrance is { } hindrance) Hinder(returned.Device, hindrance);
                break;
        }
    }

    /// <summary>Takes frames back from workers that are there and bring nothing: a failure of the frame on that device, so that another gets it. The only device keeps what it has.</summary>
    private void ExpireLeases()
    {
        if (_held.Count == 0 || _stage != JobStage.Rendering || LeaseLimit() is not { } usual) return;
        foreach (var (attempt, holding) in _held.ToArray())
        {
            // Twice as long at every new try: a frame may be heavier than all before it.
            var limit = usual * Math.Pow(2, _state.FailuresOf(holding.Frame));
            if (!OthersWork(holding.Device) || _time.GetElapsedTime(holding.Since) <= limit) continue;
            string reason = $"no result after {limit.TotalSeconds:F0} s";
            Execute(Judged(new FailFrame(holding.Frame, attempt, holding.Device, reason, 0)), null, WakeWorkers);
        }
    }

    /// <summary>A worker holds several frames and renders them one by one, and the first may take as long as the last.</summary>
    private TimeSpan? LeaseLimit()
    {
        TimeSpan? limit = _longestTurn > TimeSpan.Zero ? StuckFactor * _longestTurn : null;
        var most = _definition.Terms.MaxFrameTime;
        if (most > TimeSpan.Zero) limit = _settings.WorkerDepth * most;
        return limit is { } found && found < _settings.StuckAfter ? _settings.StuckAfter : limit;
    }

    private readonly record struct Holding(FrameNumber Frame, DeviceId Device, long Since);
}
