using MandelActors.Farm.Coordination;
using MandelActors.Protocol.Ids;
using MandelActors.Protocol.Jobs;
using static MandelActors.Protocol.Jobs.JobProtocol;

namespace MandelActors.Farm.Jobs;

/// <content>Watchers and the disk: what is worth telling, who wants to know, how much room there is.</content>
public sealed partial class ZoomJob
{
    /// <summary>Warnings kept for status reports.</summary>
    private const int WarningsKept = 20;

    private readonly HashSet<IActorRef> _watchers = [];
    private readonly Dictionary<DeviceId, DeviceShare> _shares = [];
    private readonly Queue<string> _warnings = new();
    private int _stageDone;
    private int _stageTotal;
    private bool _changed;

    private void Observe(IJobEvent change)
    {
        _changed = true;
        Context.System.EventStream.Publish(new FarmProtocol.JobChanged(_definition.Job, change));
        Clock(change);
        switch (change)
        {
            case FrameCompleted frame:
                var share = ShareOf(frame.Device);
                _shares[frame.Device] = share with { Frames = share.Frames + 1, Milliseconds = share.Milliseconds + frame.Milliseconds };
                break;
            case FrameFailed failed:
                _shares[failed.Device] = ShareOf(failed.Device) with { Failures = ShareOf(failed.Device).Failures + 1 };
                Warn($"frame {failed.Frame} failed on {failed.Device}: {failed.Reason}");
                WakeWorkers();
                break;
            case FrameQuarantined quarantined:
                Warn($"frame {quarantined.Frame} is set aside after {quarantined.Failures} {(quarantined.Failures == 1 ? "try" : "tries")}: {quarantined.Reason}");
                break;
            case FrameDisputed disputed:
                Warn($"ALARM: frame {disputed.Frame} came out as {disputed.Found} on {disputed.Device}, but was {disputed.Known} on a {disputed.DeviceKind} before");
                break;
            case FrameInvalidated:
                _filmIsCurrent = false;
                WakeWorkers();
                break;
            case DeviceSetAside aside:
                Warn($"{aside.Device} gets no more frames while others take some: {aside.Reason}");
                break;
            case JobPaused { Cause: PauseCause.User }:
                StopFilming();
                break;
            case JobCancelled:
                StopFilming();
                StopHealing();
                break;
            case JobResumed when _stage == JobStage.Finished:
                Enter(JobStage.Rendering);
                WakeWorkers();
                break;
            case LeaseReleased or JobResumed or FrameRetried or DeviceTrusted:
                WakeWorkers();
                break;
        }

        if (change is JobPaused or JobResumed or JobCancelled) Publish();
    }

    private DeviceShare ShareOf(DeviceId device) => _shares.GetValueOrDefault(device) ?? new DeviceShare(device, 0, 0, 0);

    private void Answer(IJobQuery query)
    {
        switch (query)
        {
            case GetStatus:
                Sender.Tell(Status());
                break;
            case GetFrames:
                Sender.Tell(new FrameList(_state.FinishedFrames()));
                break;
            case GetFrame { Frame: var frame }:
                bool isFinished = frame.Value >= 0 && frame.Value < _state.FrameCount && _state.StatusOf(frame) == FrameStatus.Done;
                Sender.Tell(new FrameFound(frame, isFinished ? _state.ResultOf(frame) : null));
                break;
            case WatchJob:
                _watchers.Add(Context.Watch(Sender));
                Sender.Tell(Status());
                break;
            case CheckFrames when _state.Phase == JobPhase.Cancelled:
                // Of a cancelled job nothing that was found damaged would be rendered again.
                Execute(new RetryFrames(), Sender, () =>
                {
                    if (_state.Phase != JobPhase.Cancelled) CheckNow();
                });
                break;
            case CheckFrames:
                CheckNow();
                Sender.Tell(JobAccepted.Instance);
                break;
            default:
                Unhandled(query);
                break;
        }
    }

    private JobStatus Status()
    {
        var status = _state.Status();
        return status with
        {
            Stage = _stage,
            StageDone = _stageDone,
            StageTotal = _stageTotal,
            Devices = [.. _shares.Values.Select(Judged)],
            Contributions = [.. _state.Contributions.UnionBy(_shares.Values, share => share.Device).Select(Judged)],
            Warnings = [.. _warnings],
            Film = Film,
            Reason = _state.Phase == JobPhase.Cancelled ? status.Reason : _stuckBecause ?? status.Reason,
        };
    }

    private DeviceShare Judged(DeviceShare share) => share with { SetAside = _state.SetAsideBecause(share.Device) };

    private void Show(int done, int total)
    {
        (_stageDone, _stageTotal, _changed) = (done, total, true);
    }

    private void Warn(string warning)
    {
        if (_warnings.Count == WarningsKept) _warnings.Dequeue();
        _warnings.Enqueue(warning);
        _changed = true;
    }

    /// <summary>A warning that is of no frame; those are told as events.</summary>
    private void Announce(string warning)
    {
        Warn(warning);
        Context.System.EventStream.Publish(new FarmProtocol.JobWarned(_definition.Job, warning));
    }

    /// <summary>A warning of what lasts: it is still true when it is found again.</summary>
    private void AnnounceOnce(string warning)
    {
        if (!_warnings.Contains(warning)) Announce(warning);
    }

    private void Publish()
    {
        _changed = false;
        if (_watchers.Count == 0) return;
        var status = Status();
        foreach (var watcher in _watchers) watcher.Tell(status);
    }

    private void StartTicking()
    {
        Timers.StartPeriodicTimer(Tick.Report, Tick.Report, _settings.StatusInterval);
        Timers.StartPeriodicTimer(Tick.Space, Tick.Space, _settings.SpaceInterval);
        Timers.StartPeriodicTimer(Tick.Heal, Tick.Heal, _settings.HealInterval);
    }

    private void OnTick(Tick tick)
    {
        switch (tick)
        {
            case Tick.Report when _changed: Publish(); break;
            case Tick.Space:
                CheckSpace();
                ExpireLeases();
                break;
            case Tick.Heal when _stage is JobStage.Rendering or JobStage.Finished && _state.Done > 0: CheckNow(); break;
        }
    }

    private void CheckSpace()
    {
        if (_stage is JobStage.Opening or JobStage.Stuck) return;
        long free = _store.FreeBytes;
        // Of a small disk not more than a twentieth: the reserve is there to keep a system breathing, not to keep a disk empty.
        long reserve = Math.Min(_settings.ReserveBytes, _store.DiskBytes / 20);
        if (_state.PausedBy == PauseCause.OutOfSpace)
        {
            // A little more than what stopped it: otherwise the next frame would stop it again.
            long enough = reserve + Math.Max(4 * _state.LargestFrameBytes, 1 << 20);
            if (free >= Math.Max(enough, _roomForFilm)) Execute(new ResumeJob(PauseCause.OutOfSpace), null);
        }
        else if (_state.Phase == JobPhase.Running && _stage == JobStage.Rendering && free < reserve)
        {
            Execute(
                new PauseJob(
                    PauseCause.OutOfSpace,
                    $"{free >> 10} KiB of space are left on the disk of '{_definition.Folder.Path}', below the reserve of {reserve >> 10} KiB"),
                null);
        }
    }

    private enum Tick
    {
        Report,
        Space,
        Heal,
    }
}
